/** Promise: work queued at the time of the backup continues after a restore; obsolete work does not. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Client } from '../../src/client/client.ts';
import { listRootDays } from '../../src/store/audit-roots.ts';
import { listExports } from '../../src/store/backups.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { auditRoots } from '../../src/timers/audit-roots.ts';
import { startAdministered } from '../support/administered.ts';
import { emptyAccount, type Target } from '../support/empty-account.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  ({ service, admin } = await startAdministered());
  stops.push(() => service.stop());
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const signIn = (client: Client) =>
  client.signIn({ body: { email: firstAdministrator, password: goodPassword } });

async function invite(email: string): Promise<string> {
  const person = { firstName: 'Eeva', lastName: 'Invited', language: 'en' } as const;
  const body = { ...person, email, organizationId, role: 'expert' as const };
  return (await admin.createInvitation({ body })).userId;
}

/** Backs up, loses the queues and tables, and restores days later. */
async function loseAndRestore(daysLater: number): Promise<{ target: Target; on: Service }> {
  await service.runTimer('backup');
  const [name = ''] = await listExports(service.deps.store);
  await (await service.deps.store.queue(workQueues.now)).clearMessages();
  service.clock.advance({ days: daysLater });
  const target = await emptyAccount(service);
  restored = await restore(target.deps, name, service.clock.iso);
  const { connectionString } = target;
  const on = await startService({ ...service, connectionString });
  stops.push(() => on.stop());
  return { target, on };
}

let restored: Awaited<ReturnType<typeof restore>>;

test('L8: after a restore, a waiting e-mail is sent, and one already sent is not', async () => {
  await invite('sent@espoo.fi');
  await service.drainMail();
  await invite('waiting@espoo.fi');
  const { on } = await loseAndRestore(1);
  expect(restored.mailsQueued).toBe(1);
  await on.drainMail();
  expect(service.mailbox.messages('waiting@espoo.fi')).toHaveLength(1);
  expect(service.mailbox.messages('sent@espoo.fi')).toHaveLength(1);
});

test('L8: a waiting e-mail whose link has since expired is not sent', async () => {
  await invite('late@espoo.fi');
  const { on } = await loseAndRestore(20);
  await on.drainMail();
  expect(service.mailbox.messages('late@espoo.fi')).toEqual([]);
});

test('L8: an import continues after a restore, without inviting people erased since', async () => {
  const line = (name: string) => `${name}@espoo.fi,Uusi,Ihminen,expert\n`;
  const csv = `email,firstName,lastName,role\n${line('kept')}${line('gone')}`;
  const { importId } = await admin.startImport({ body: { organizationId, csv } });
  await service.runTimer('backup');
  const [name = ''] = await listExports(service.deps.store);
  await service.drainMail();
  const { items } = await admin.listInvitations({});
  const gone = items.find(({ email }) => email === 'gone@espoo.fi');
  await admin.revokeInvitation({ params: { userId: gone?.userId ?? '' } });
  service.clock.advance({ days: 1 });
  const target = await emptyAccount(service);
  await restore(target.deps, name, service.clock.iso);
  const on = await startService({ ...service, connectionString: target.connectionString });
  stops.push(() => on.stop());
  await on.runTimer('repair');
  await on.drainMail();
  const client = on.client();
  await signIn(client);
  const progress = await client.readImport({ params: { importId } });
  expect(progress).toMatchObject({ state: 'done', invited: 1, total: 1 });
  const invited = (await client.listInvitations({})).items.map(({ email }) => email);
  expect(invited).toEqual(['kept@espoo.fi']);
});

test('L8: an import beyond its retention is not restored', async () => {
  const csv = 'email,firstName,lastName,role\nold@espoo.fi,Uusi,Ihminen,expert';
  await admin.startImport({ body: { organizationId, csv } });
  const { on } = await loseAndRestore(8);
  await on.runTimer('repair');
  await on.drainMail();
  expect(service.mailbox.messages('old@espoo.fi')).toEqual([]);
});

test('L8: the audit roots of days before the backup are restored, and nothing is reported', async () => {
  await service.drainMail();
  for (const _ of ['first', 'second']) {
    service.clock.advance({ days: 1 });
    await service.runTimer('repair');
    await service.runTimer('auditRoots');
  }
  const before = await listRootDays(service.deps.store);
  expect(before).toHaveLength(2);
  const { target } = await loseAndRestore(4);
  expect(restored.roots).toBe(2);
  expect(await listRootDays(target.deps.store)).toEqual(before);
  await auditRoots(target.deps, service.clock.iso);
  expect(await verifyAudit(target.deps, service.clock.iso)).toEqual([]);
});

test('L8: the certificate of a person erased again names the rule of the erasure', async () => {
  const { userId } = await service.join(admin, 'erased@espoo.fi', organizationId, 'editor');
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  await service.runTimer('backup');
  const [name = ''] = await listExports(service.deps.store);
  service.clock.advance({ minutes: 3 });
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
  const certificate = await admin.readErasure({ params: { userId } });
  const target = await emptyAccount(service);
  await restore(target.deps, name, service.clock.iso);
  const on = await startService({ ...service, connectionString: target.connectionString });
  stops.push(() => on.stop());
  const client = on.client();
  await signIn(client);
  expect(certificate).toMatchObject({ rule: 'erased', by: 'somebody_else' });
  expect(await client.readErasure({ params: { userId } })).toEqual(certificate);
  service.clock.advance({ minutes: 10 });
  expect(await verifyAudit(target.deps, service.clock.iso)).toEqual([]);
});
