/** Promise: a last day of employment is compared as a day, and does what its button would do. */
import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { isDayOver } from '../../src/policy/lifecycle.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { etagOf } from '../support/crowd.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let passwordHash: string | undefined;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const me = await admin.me();
  organizationId = me.organizationId;
  passwordHash = (await loadAccount(service.deps.store, me.userId))?.row.passwordHash;
});

afterAll(() => service.stop());

const expert = () =>
  settle(service.deps, service.clock.iso, { organizationId, passwordHash, role: 'expert' });

const on = async (userId: string) => ({
  params: { userId },
  ifMatch: await etagOf(service, userId),
});

const end = async (userId: string, employmentEndsOn: string) =>
  admin.changeUser({ ...(await on(userId)), body: { employmentEndsOn } });

test('R08: restoring keeps a last day that is not over, the present one too', async () => {
  for (const day of ['2026-03-02', '2026-03-03', '2026-12-31']) {
    const { userId } = await expert();
    await end(userId, day);
    await admin.deactivateUser({ ...(await on(userId)), body: {} });
    const restored = await admin.restoreUser({ ...(await on(userId)), body: {} });
    expect(restored).toMatchObject({ status: 'active', employmentEndsOn: day });
  }
});

test('R08: restoring after the last day takes that day away, whether or not a timer ran', async () => {
  for (const timer of [true, false]) {
    const { userId } = await expert();
    await end(userId, '2026-03-01');
    if (timer) await service.runTimer('lifecycle');
    const restored = await admin.restoreUser({ ...(await on(userId)), body: {} });
    expect(restored.status).toBe('active');
    expect(restored.employmentEndsOn).toBeUndefined();
  }
});

test('R08: a later last day that was entered after the deactivation survives the restoring', async () => {
  const { userId } = await expert();
  await end(userId, '2026-03-01');
  await service.runTimer('lifecycle');
  await end(userId, '2026-12-31');
  const restored = await admin.restoreUser({ ...(await on(userId)), body: {} });
  expect(restored).toMatchObject({ status: 'active', employmentEndsOn: '2026-12-31' });
});

test('S2: a day that is over ends the use at once, and bringing back needs a free place', async () => {
  const { userId, email } = await expert();
  await end(userId, '2026-03-01');
  const body = { email, password: goodPassword };
  await expect(service.client().signIn({ body })).rejects.toEqual(refused('sign_in_failed'));
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { peopleMax: 1 }, ifMatch: etag });
  await expect(end(userId, '2026-12-31')).rejects.toEqual(refused('organization_full'));
  const later = (await admin.readAdmissionRules({ params })).etag;
  await admin.changeAdmissionRules({ params, body: { peopleMax: null }, ifMatch: later });
  expect((await end(userId, '2026-12-31')).status).toBe('active');
});

test('R08: a day is over at the midnight in Helsinki that ends it, in winter and in summer', () => {
  expect(isDayOver('2026-11-25', '2026-11-25T21:59:59.999Z')).toBe(false);
  expect(isDayOver('2026-11-25', '2026-11-25T22:00:00.000Z')).toBe(true);
  expect(isDayOver('2026-06-30', '2026-06-30T20:59:59.999Z')).toBe(false);
  expect(isDayOver('2026-06-30', '2026-06-30T21:00:00.000Z')).toBe(true);
  expect(isDayOver('9999-12-31', '2026-06-30T21:00:00.000Z')).toBe(false);
});

/** What ends in `On` is a day. It may be compared as text with its like, and with nothing else. */
test('R08: no other code compares a day with something as text', () => {
  const compares = /\w+On\b\s*(?:<|>)=?\s|\s(?:<|>)=?\s+[\w.]*On\b/;
  const withItsLike = /\w\.(\w+On) < \w\.\1\b/;
  const found = globSync('src/**/*.{ts,tsx}').flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => compares.test(line) && !withItsLike.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
