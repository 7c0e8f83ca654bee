/**
 * Promise: nobody lapses within 37 days of moving in, however old the last sign-in, and an old hash is
 * gone after 90 days.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfDayAfter } from '../../src/policy/lifecycle.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { findLogin } from '../../src/store/logins.ts';
import { legacyPrefix } from '../../src/store/row-keys.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { moveIn } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { refused } from '../support/refused.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  await admin.createOrganization({ body: { name: 'Espoo', language: 'fi' } });
});

afterAll(() => service.stop());

async function settler(name: string, given: object) {
  const email = `${name}@espoo.fi`;
  const person = { externalId: name, email, firstName: 'Aino', lastName: 'Virtanen' };
  const line = { ...person, organization: 'Espoo', role: 'expert', ...given };
  const movedInAt = service.clock.iso;
  const report = await moveIn(service, [line], { wanted: ['lapsed'] });
  expect(report).toMatchObject({ here: 1, difference: 0 });
  return { email, movedInAt };
}

async function accountOf(email: string) {
  const keys = await service.deps.keyring.load(service.clock.iso);
  const userId = (await findLogin(service.deps.store, keys.emailHash(email))) ?? '';
  const account = await loadAccount(service.deps.store, userId);
  if (!account) throw new Error('nobody moved in');
  return account;
}

/** Runs what a night runs. */
async function night(): Promise<void> {
  service.clock.advance({ days: 1 });
  for (const timer of ['repair', 'census', 'lifecycle'] as const) await service.runTimer(timer);
  await service.drainMail();
  await service.runTimer('mailOutcomes');
}

test('people who lapsed two years ago or would lapse tomorrow are notified first and stay for 37 days', async () => {
  const people = [
    await settler('lapsed', { lastSignInAt: '2024-03-01' }),
    await settler('lapsing', { lastSignInAt: '2025-09-03' }),
  ];
  const days = limit.movedInDaysMin;
  const isActive = async ({ email }: { email: string }) =>
    (await accountOf(email)).row.deactivatedAt === undefined;
  for (let nights = 1; nights <= days; nights++) {
    await night();
    expect(await Promise.all(people.map(isActive)), `night ${nights}`).toEqual([true, true]);
  }
  await night();
  expect(await Promise.all(people.map(isActive))).toEqual([false, false]);
  for (const { email, movedInAt } of people) {
    expect(service.clock.iso >= endOfDayAfter(movedInAt, { days })).toBe(true);
    expect(service.mailbox.messages(email).length).toBeGreaterThanOrEqual(3);
  }
});

test('an unknown last sign-in counts from the day of moving in', async () => {
  const { email, movedInAt } = await settler('unknown', { createdAt: '2012-01-01' });
  const { row } = await accountOf(email);
  expect(row).toMatchObject({ invitedAt: '2012-01-01T00:00:00.000Z', activatedAt: movedInAt });
  expect(row.lastActivityAt).toBeUndefined();
});

test('after 90 days the old hash is gone from storage, and its password no longer works', async () => {
  const passwordHash = oldHashes.S(goodPassword);
  const { email } = await settler('late', { lastSignInAt: '2026-04-01', passwordHash });
  service.clock.advance({ days: limit.legacyHashDays - 1 });
  await service.runTimer('retention');
  expect((await accountOf(email)).legacyHash).toBeDefined();
  service.clock.advance({ days: 1, seconds: 1 });
  const signIn = service.client().signIn({ body: { email, password: goodPassword } });
  await expect(signIn).rejects.toEqual(refused('sign_in_failed'));
  service.clock.advance({ days: 1 });
  expect(await service.runTimer('retention')).toMatchObject({ legacyHashes: 1 });
  expect((await accountOf(email)).legacyHash).toBeUndefined();
  const filter = `PartitionKey ge '${legacyPrefix}'`;
  const schedule = await service.deps.store.table('schedule');
  for await (const row of schedule.listEntities({ queryOptions: { filter } }))
    expect(row).toBeUndefined();
});
