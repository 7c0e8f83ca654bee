/** Promise: a file invites each person once, reports why others are not, and survives a crash. */
import { randomUUID } from 'node:crypto';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { readImport } from '../../src/imports/read-import.ts';
import { runImport } from '../../src/imports/run-import.ts';
import { limit } from '../../src/policy/limits.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let primary: Client;
let count = 0;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

beforeEach(async () => {
  count++;
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const body = { name: `Espoo ${count}`, language: 'sv' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
  const email = `primary${count}@espoo.fi`;
  primary = (await service.join(admin, email, organizationId, 'primary_user')).client;
});

const header = 'email;firstName;lastName;role;language\r\n';
const row = (name: string, role = 'expert') => `${name}${count}@espoo.fi;Åsa;Öhman;${role};\r\n`;
const file = (csv: string) => ({ body: { organizationId, csv } });

async function rowsStored(): Promise<string> {
  const found: unknown[] = [];
  const table = await service.deps.store.table('imports');
  for await (const entity of table.listEntities()) found.push(entity);
  return JSON.stringify(found);
}

test('a dry run reports the outcome of every line, and changes nothing', async () => {
  const csv =
    `\uFEFFSähköposti;Etunimi;Sukunimi;Rooli;Kieli\r\n` +
    row('good') +
    row('good') +
    row('boss', 'admin') +
    `primary${count}@espoo.fi;Aino;Virtanen;editor;fi\r\n` +
    `formula${count}@espoo.fi;=HYPERLINK(1);Virtanen;editor;fi\r\n` +
    `bcc${count}@espoo.fi;"A\r\nBcc: x@y.fi";Virtanen;editor;fi\r\n` +
    `no-address;Aino;Virtanen;sisällöntuottaja;xx\r\n`;
  const { good, lines } = await primary.checkImport(file(csv));
  expect(good).toBe(1);
  expect(lines).toEqual([
    { line: 2, name: 'Åsa Öhman', outcome: 'ok' },
    { line: 3, name: 'Åsa Öhman', outcome: 'invalid', why: 'repeated' },
    { line: 4, name: 'Åsa Öhman', outcome: 'not_allowed', why: 'role_above_own' },
    { line: 5, name: 'Aino Virtanen', outcome: 'already_here' },
    { line: 6, name: '=HYPERLINK(1) Virtanen', outcome: 'invalid', why: 'firstName' },
    { line: 7, name: 'A\nBcc: x@y.fi Virtanen', outcome: 'invalid', why: 'firstName' },
    { line: 9, name: 'Aino Virtanen', outcome: 'invalid', why: 'email, language' },
  ]);
  expect((await primary.listInvitations({})).items).toEqual([]);
});

test('files as Excel and other programs write them are read; anything else is refused', async () => {
  const comma = 'email,firstName,lastName,role\n"x@espoo.fi","Eeva ""E""",Lind,editor\n';
  expect((await primary.checkImport(file(comma))).good).toBe(1);
  const wrong = [
    'name\nx',
    header,
    `${header}${row('x').replace('Å', '\uFFFD')}`,
    header + Array.from({ length: 501 }, (_, index) => row(`n${index}`)).join(''),
  ];
  for (const csv of wrong)
    await expect(primary.checkImport(file(csv))).rejects.toEqual(refused('invalid_input'));
  await expect(primary.checkImport(file('x'.repeat(262_144)))).rejects.toEqual(
    refused('body_too_large'),
  );
});

test('valid lines are invited, completion is e-mailed, and no personal data is left', async () => {
  const csv = header + row('one') + row('two', 'editor') + row('high', 'admin');
  const idempotencyKey = randomUUID();
  const begun = await primary.startImport({ ...file(csv), idempotencyKey });
  expect(begun).toMatchObject({ state: 'running', total: 3, waiting: 2, refused: 1 });
  await service.drainMail();
  const params = { importId: begun.importId };
  const done = await primary.readImport({ params });
  expect(done).toMatchObject({ state: 'done', waiting: 0, invited: 2, refused: 1 });
  expect(await rowsStored()).not.toMatch(/espoo\.fi|Åsa|Öhman/);
  expect(await service.mailbox.messages(`one${count}@espoo.fi`)).toHaveLength(1);
  const mails = await service.mailbox.messages(`primary${count}@espoo.fi`);
  expect(mails.map(({ subject }) => subject)).toContain('The import of users is finished');
  const { items } = await primary.listInvitations({});
  expect(items.map(({ language }) => language)).toEqual(['sv', 'sv']);

  const again = await primary.startImport({ ...file(csv), idempotencyKey });
  expect(again).toEqual(done);
  const anew = await primary.startImport(file(csv));
  await service.drainMail();
  const second = await primary.readImport({ params: { importId: anew.importId } });
  expect(second).toMatchObject({ state: 'done', invited: 0, alreadyHere: 2, refused: 1 });
  expect(await service.mailbox.messages(`one${count}@espoo.fi`)).toHaveLength(1);
  await expect(
    primary.startImport({ ...file(header + row('else')), idempotencyKey }),
  ).rejects.toEqual(refused('idempotency_key_reused'));
});

test('an import whose message was lost half way is resumed and invites nobody twice', async () => {
  const [invited, waiting] = [limit.importSliceRows, 10];
  const names = Array.from({ length: invited + waiting }, (_, index) => `many${index}x`);
  const csv = header + names.map((name) => row(name)).join('');
  const { importId } = await primary.startImport(file(csv));
  await runImport(service.deps, importId, service.clock.iso);
  expect(await readImport(service.deps, importId)).toMatchObject({ invited, waiting });
  // The outcome of a line was not written: the retry finds the same account.
  const table = await service.deps.store.table('imports');
  const person = { email: `many0x${count}@espoo.fi`, firstName: 'Åsa', lastName: 'Öhman' };
  await table.upsertEntity(
    {
      partitionKey: importId,
      rowKey: 'line.0002',
      at: service.clock.iso,
      role: 'expert',
      ...person,
    },
    'Replace',
  );
  await new QueueClient(service.connectionString, workQueues.now).clearMessages();
  service.clock.advance({ minutes: 11 });
  expect(await service.runTimer('repair')).toMatchObject({ importsResumed: 1 });
  await Promise.all([
    runImport(service.deps, importId, service.clock.iso),
    runImport(service.deps, importId, service.clock.iso),
  ]);
  await service.drainMail();
  const done = await readImport(service.deps, importId);
  expect(done).toMatchObject({ state: 'done', invited: names.length, waiting: 0 });
  expect((await primary.searchUsers({ body: {} })).total).toBe(names.length + 1);
});

test('an importer who loses the right while the file waits invites nobody else', async () => {
  const { importId } = await primary.startImport(file(header + row('late')));
  const { userId, etag } = await primary.me();
  await admin.changeRole({ params: { userId }, body: { role: 'editor' }, ifMatch: etag });
  await service.drainMail();
  const result = await admin.readImport({ params: { importId } });
  expect(result.lines).toEqual([{ line: 2, outcome: 'not_allowed', why: 'not_allowed' }]);
  await expect(primary.readImport({ params: { importId } })).rejects.toEqual(
    refused('not_allowed'),
  );
});

test('an importer who is deactivated while lines are invited invites nobody else seconds later', async () => {
  const waiting = 3;
  const names = Array.from({ length: limit.importLinesAtOnceMax + waiting }, (_, n) => `mid${n}x`);
  const csv = header + names.map((name) => row(name)).join('');
  const { importId } = await primary.startImport(file(csv));
  const { userId, etag } = await primary.me();
  const { deps } = service;
  const deactivate = async () => {
    await admin.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
    service.clock.advance({ seconds: limit.importActorSeconds + 1 });
  };
  let deactivated: Promise<void> | undefined;
  const keyring: typeof deps.keyring = {
    ...deps.keyring,
    async load(now) {
      deactivated ??= deactivate();
      await deactivated;
      return deps.keyring.load(now);
    },
  };
  await runImport({ ...deps, keyring }, importId, service.clock.iso);
  const { lines } = await readImport(deps, importId);
  expect(lines.filter(({ outcome }) => outcome === 'not_allowed')).toHaveLength(waiting);
  expect(lines.filter(({ outcome }) => outcome === 'invited')).toHaveLength(
    limit.importLinesAtOnceMax,
  );
});

test("the organization's rules apply to files: limit, domains and approval", async () => {
  const params = { organizationId };
  const { etag } = await primary.readAdmissionRules({ params });
  const approval = 'second_person' as const;
  const body = { peopleMax: 2, addressDomains: ['espoo.fi'], approval };
  await primary.changeAdmissionRules({ params, body, ifMatch: etag });
  const foreign = `x${count}@vantaa.fi;Åsa;Öhman;expert;\r\n`;
  const csv = header + foreign + row('first') + row('second');
  const { importId } = await primary.startImport(file(csv));
  await service.drainMail();
  expect((await primary.readImport({ params: { importId } })).lines).toEqual([
    { line: 2, outcome: 'not_allowed', why: 'domain_not_allowed' },
    { line: 3, outcome: 'proposed' },
    { line: 4, outcome: 'not_allowed', why: 'organization_full' },
  ]);
});

test('after a week nothing is left of an import, whether or not it finished', async () => {
  await primary.startImport(file(header + row('forgotten')));
  service.clock.advance({ days: 8 });
  await service.runTimer('retention');
  expect(await rowsStored()).toBe('[]');
});
