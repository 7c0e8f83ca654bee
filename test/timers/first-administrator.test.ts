/**
 * Promise: if nobody can administer the service, the owner of the configured address becomes an
 * administrator within ten minutes; meanwhile it is reported, and former ones are erased in time.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadAccount } from '../../src/store/accounts.ts';
import { commit, prepare } from '../../src/store/change.ts';
import { runEffects } from '../../src/store/effects.ts';
import type { AccountRow } from '../../src/store/rows/account.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { settle } from '../support/people.ts';

let service: Service;
let firstId: string;
let organizationId: string;

beforeEach(async () => {
  service = await startService();
  const client = await service.signedInAdministrator();
  ({ userId: firstId, organizationId } = await client.me());
  await service.runTimer('firstAdministrator');
});

afterEach(() => service.stop());

/** Accounts as an earlier release left them: dates and roles that no shared rule has checked. */
async function leave(row: Partial<AccountRow>, userId = firstId): Promise<void> {
  const { deps, clock } = service;
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded) throw new Error('nobody is there');
  const revision = loaded.row.revision + 1;
  const acting = { actorId: 'service', now: clock.iso };
  const changed = { ...loaded.row, ...row, revision };
  const plan = await prepare(deps, loaded, acting, () => ({
    kind: 'person_changed',
    row: changed,
  }));
  expect(await commit(deps, plan)).toBe(true);
  const change = { eventId: plan.eventId, userId, effects: { project: true } };
  await runEffects({ store: deps.store, keys: plan.keys }, change, plan.after);
}

const signIn = () =>
  service.client().signIn({ body: { email: firstAdministrator, password: goodPassword } });

async function administers(): Promise<void> {
  const client = service.client();
  await client.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  expect(await client.me()).toMatchObject({ role: 'admin', status: 'active' });
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 0, active: 1 });
}

const at = () => service.clock.iso;

const owners: Record<string, () => Partial<AccountRow>> = {
  'an expert': () => ({ role: 'expert' }),
  'somebody deactivated': () => ({ deactivatedAt: at(), deactivatedBecause: 'administration' }),
  'a deactivated expert': () => ({ role: 'expert', deactivatedAt: at() }),
  'somebody whose employment has ended': () => ({ employmentEndsOn: '2026-03-01' }),
};

test.each(Object.entries(owners))(
  'S2: if the configured address belongs to %s, its owner becomes an administrator again',
  async (_, row) => {
    await leave(row());
    expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 1, active: 0 });
    await administers();
    await service.drainMail();
    const [newest] = service.mailbox.messages(firstAdministrator);
    expect(newest?.subject).toBeDefined();
  },
);

test('S2: if the address belongs to somebody whose erasure is due, it gets a new invitation', async () => {
  await leave({ deactivatedAt: at(), deactivatedBecause: 'closed_by_user' });
  service.clock.advance({ days: 40 });
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 1, active: 0 });
  await service.activate(await service.tokenFor(firstAdministrator));
  await administers();
  expect((await loadAccount(service.deps.store, firstId))?.row.erasedAt).toBeDefined();
});

test('S2: an address erased on the day of its invitation is invited again that day', async () => {
  await leave({ erasedAt: at(), role: 'admin' });
  const { deps } = service;
  const keys = await deps.keyring.load(at());
  await deps.store
    .table('logins')
    .then((table) => table.deleteEntity(keys.emailHash(firstAdministrator), 'login'));
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 1, active: 0 });
  await service.activate(await service.tokenFor(firstAdministrator));
  await administers();
});

test('S2: an address invited as an expert by somebody who has left is invited anew', async () => {
  await leave({
    role: 'expert',
    activatedAt: undefined,
    invitedBy: firstId,
    invitationExpiresAt: '2026-03-20T22:00:00.000Z',
  });
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 1, active: 0 });
  // The invitation is now valid: it is not resent every ten minutes.
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 0, active: 0 });
  await service.activate(await service.tokenFor(firstAdministrator));
  await administers();
});

test('S2: no rule of the operating organization keeps its first administrator out', async () => {
  const admin = service.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  const body = { addressDomains: ['elsewhere.fi'], peopleMax: 1 };
  await admin.changeAdmissionRules({ params, body, ifMatch: etag });
  await leave({ deactivatedAt: at() });
  service.clock.advance({ days: 40 });
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 1, active: 0 });
  await service.activate(await service.tokenFor(firstAdministrator));
  await administers();
});

test('R01: former administrators are deactivated and erased in time, and ready reports that none is left', async () => {
  const ready = () => service.send(`${publicUrl}/api/health/ready`);
  expect((await ready()).status).toBe(200);
  const second = await settle(service.deps, at(), { organizationId, role: 'admin' });
  await leave({ employmentEndsOn: '2026-03-31' });
  await leave({ employmentEndsOn: '2026-03-31' }, second.userId);
  service.clock.advance({ days: 31 });
  await expect(signIn()).rejects.toMatchObject({ code: 'sign_in_failed' });
  expect(await service.runTimer('lifecycle')).toMatchObject({ deactivated: 2, overtaken: 0 });
  expect(await service.runTimer('firstAdministrator')).toEqual({ invited: 1, active: 0 });
  const { faults } = await (await ready()).json();
  expect(faults.map(({ field }: { field: string }) => field)).toContain('administrators');
  await administers();
  await service.drainMail();
  service.clock.advance({ days: 31 });
  expect(await service.runTimer('lifecycle')).toMatchObject({ erased: 1 });
  expect((await loadAccount(service.deps.store, second.userId))?.person).toBeUndefined();
});

test('S2: of two instances that invite concurrently, one succeeds, and one invitation goes out', async () => {
  for (let round = 0; round < 3; round++) {
    const fresh = await startService();
    const beside = await startService(fresh);
    const runs = await Promise.all(
      [fresh, beside, fresh, beside].map((each) => each.runTimer('firstAdministrator')),
    );
    expect(runs.reduce((sum, { invited = 0 }) => sum + invited, 0)).toBeGreaterThan(0);
    await fresh.drainMail();
    expect(fresh.mailbox.messages(firstAdministrator)).toHaveLength(1);
    await beside.stop();
    await fresh.stop();
  }
});
