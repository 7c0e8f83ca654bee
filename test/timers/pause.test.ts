/** Promise: while the lifecycle is paused nothing is taken away, and afterwards nobody loses time. */
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { listExports } from '../../src/store/backups.ts';
import { readPause } from '../../src/store/pause.ts';
import type { AccountRow } from '../../src/store/rows/account.ts';
import { startFaultyStorage } from '../faults/faulty-storage.ts';
import { startAdministered } from '../support/administered.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';
import { allAtOnce, at } from '../support/rounds.ts';

let service: Service;
let admin: Client;
let passwordHash: string | undefined;

beforeEach(async () => {
  ({ service, admin } = await startAdministered());
  const { userId } = await admin.me();
  passwordHash = (await loadAccount(service.deps.store, userId))?.row.passwordHash;
});

afterEach(() => service.stop());

async function signInAgain(): Promise<void> {
  await admin.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
}

const daysAgo = (days: number) =>
  Temporal.Instant.from(service.clock.iso)
    .subtract({ hours: days * 24 })
    .toString({ fractionalSecondDigits: 3 });

async function person(row: Partial<AccountRow> = {}) {
  const organizationId = randomUUID();
  return settle(service.deps, service.clock.iso, { organizationId, passwordHash, ...row });
}

/** Lapses in that many days: inactive for so long, and notified in time. */
function lapsing(inDays: number) {
  const { policy, clock } = service.deps;
  const since = Temporal.Instant.fromEpochMilliseconds(clock())
    .toZonedDateTimeISO('Europe/Helsinki')
    .add({ days: inDays - 1 })
    .subtract({ months: policy.inactivityMonths })
    .toInstant()
    .toString({ fractionalSecondDigits: 3 });
  const noticed = { firstNoticeAt: daysAgo(20), noticeQueuedDays: 1, noticeQueuedAt: daysAgo(2) };
  return { invitedAt: since, activatedAt: since, lastActivityAt: since, ...noticed };
}

const live = () => service.runTimer('lifecycle');
const pause = () => admin.pauseLifecycle({ body: {} });
const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;

async function later(days: number): Promise<void> {
  service.clock.advance({ days });
  await signInAgain();
}

test('nobody lapses or is erased during a pause, and ends of employment still apply', async () => {
  const idle = await person(lapsing(2));
  const gone = await person({ deactivatedAt: daysAgo(28), deactivatedBecause: 'administration' });
  const invited = await person({
    invitedAt: daysAgo(28),
    activatedAt: undefined,
    lastActivityAt: undefined,
  });
  const asked = await person({
    invitedAt: daysAgo(12),
    approvalAskedAt: daysAgo(12),
    activatedAt: undefined,
    lastActivityAt: undefined,
  });
  const today = service.clock.iso.slice(0, 10);
  const ending = await person({ employmentEndsOn: today });
  await pause();
  await later(10);
  const counts = await live();
  expect(counts).toMatchObject({ deactivated: 1, erased: 0, declined: 0, failed: 0 });
  expect(await rowOf(ending.userId)).toMatchObject({ deactivatedBecause: 'employment_ended' });
  expect((await rowOf(idle.userId))?.deactivatedAt).toBeUndefined();
  expect((await rowOf(asked.userId))?.declinedAt).toBeUndefined();
  for (const { userId } of [gone, invited, asked])
    expect((await loadAccount(service.deps.store, userId))?.person).toBeDefined();
  await service.client().signIn({ body: { email: idle.email, password: goodPassword } });
  // Beyond day 30, the administration can still restore.
  const { etag, status } = await admin.readUser({ params: { userId: gone.userId } });
  expect(status).toBe('deactivated');
  await admin.restoreUser({ params: { userId: gone.userId }, body: {}, ifMatch: etag });
});

test('what had happened by date before the pause stands, and is carried out after it', async () => {
  const idle = await person(lapsing(-1));
  const gone = await person({ deactivatedAt: daysAgo(40), deactivatedBecause: 'administration' });
  await pause();
  const credentials = { email: idle.email, password: goodPassword };
  const signIn = service.client().signIn({ body: credentials });
  await expect(signIn).rejects.toEqual(refused('sign_in_failed'));
  expect(await live()).toMatchObject({ deactivated: 0, erased: 0, paused: 2 });
  expect((await loadAccount(service.deps.store, gone.userId))?.person).toBeDefined();
  await admin.resumeLifecycle({ body: {} });
  expect(await live()).toMatchObject({ deactivated: 1, erased: 1, paused: 0 });
});

test('after a pause everybody has the time of a first notice, and erasure waits for the day to end', async () => {
  const idle = await person(lapsing(2));
  const gone = await person({ deactivatedAt: daysAgo(28), deactivatedBecause: 'administration' });
  await pause();
  await later(20);
  await live();
  await admin.resumeLifecycle({ body: {} });
  expect(await live()).toMatchObject({ deactivated: 0, erased: 0 });
  await later(1);
  expect(await live()).toMatchObject({ deactivated: 0, erased: 1 });
  expect((await loadAccount(service.deps.store, gone.userId))?.person).toBeUndefined();
  // A second pause within this time does not take it away.
  await later(2);
  await pause();
  await later(1);
  await admin.resumeLifecycle({ body: {} });
  await later(limit.noticeDaysMin);
  expect(await live()).toMatchObject({ deactivated: 0 });
  await later(1);
  expect(await live()).toMatchObject({ deactivated: 1 });
  expect(await rowOf(idle.userId)).toMatchObject({ deactivatedBecause: 'inactivity' });
});

test('a run above the safety threshold is still suspended after a pause, and cannot be confirmed during one', async () => {
  const crowd = limit.guardAccountsMin + 1;
  for (let index = 0; index < crowd; index++) await person(lapsing(-1));
  expect(await live()).toMatchObject({ held: crowd });
  await pause();
  const { run } = await admin.readSuspendedRun();
  const params = { runId: run?.runId ?? '' };
  const confirm = () => admin.confirmSuspendedRun({ params, body: {} });
  await expect(confirm()).rejects.toEqual(refused('lifecycle_paused'));
  expect(await live()).toMatchObject({ paused: crowd, held: 0 });
  expect((await admin.readSuspendedRun()).run?.runId).toBe(params.runId);
  await admin.resumeLifecycle({ body: {} });
  expect(await live()).toMatchObject({ held: crowd, deactivated: 0 });
  expect(await confirm()).toMatchObject({ deactivated: crowd });
});

test('a pause during a run stops it before the next person', async () => {
  const people = 20;
  for (let index = 0; index < people; index++) await person(lapsing(-1));
  const storage = await startFaultyStorage(service.connectionString);
  const slow = await startService({ ...service, connectionString: storage.connectionString });
  let pausing: Promise<unknown> | undefined;
  storage.trouble.next = async ({ method, path }) => {
    // The first deactivation is being written.
    if (method === 'POST' && /batch/.test(path)) pausing ??= pause();
    await pausing;
    return undefined;
  };
  const counts = await slow.runTimer('lifecycle');
  storage.trouble.next = () => undefined;
  expect(pausing).toBeDefined();
  // Those in progress are finished.
  expect(counts['deactivated']).toBeGreaterThan(0);
  expect(counts['deactivated']).toBeLessThanOrEqual(8);
  expect(Number(counts['paused']) + Number(counts['deactivated'])).toBe(people);
  storage.stop();
  await slow.stop();
});

test('retention and the backup delete nothing during a pause', async () => {
  await service.runTimer('backup');
  const [first] = await listExports(service.deps.store);
  await pause();
  await later(40);
  await service.runTimer('backup');
  const counts = Object.values(await service.runTimer('retention'));
  expect(counts.every((count) => count === 0)).toBe(true);
  expect(await listExports(service.deps.store)).toContain(first);
  await admin.resumeLifecycle({ body: {} });
  await service.runTimer('backup');
  expect(await listExports(service.deps.store)).not.toContain(first);
});

test('state, health and the log tell of a pause; one that lasts is reported every hour', async () => {
  const { userId: by } = await admin.me();
  const { pause: made } = await pause();
  expect(made?.by).toBe(by);
  expect((await admin.readServiceState()).lifecyclePaused).toEqual(made);
  const ready = await service.send(`${publicUrl}/api/health/ready`);
  expect(await ready.text()).toContain(`paused since ${made?.since}`);
  const forgotten = () => service.logs.filter((line) => line.includes('pause_forgotten')).length;
  const before = forgotten();
  await live();
  expect(forgotten()).toBe(before);
  await later(limit.pauseReminderDays);
  await live();
  expect(forgotten()).toBe(before + 1);
  const line = service.logs.findLast((each) => each.includes('pause_forgotten')) ?? '';
  expect(JSON.parse(line)).toMatchObject({ by, days: limit.pauseReminderDays });
  expect(await admin.resumeLifecycle({ body: {} })).toEqual({});
});

test('of several who pause or resume concurrently, one does, and each is one event', async () => {
  const other = await startService(service);
  const count = async (kind: string) => {
    const { items } = await admin.listEvents({ query: { kind, limit: 100 } });
    return items.length;
  };
  const [paused, resumed] = [await count('lifecycle_paused'), await count('lifecycle_resumed')];
  const everybody = Array.from({ length: 8 }, (_, index) => (index % 2 ? admin : at(other, admin)));
  const pauses = everybody.map((who) => () => who.pauseLifecycle({ body: {} }));
  expect(await allAtOnce(pauses)).toMatchObject({
    succeeded: 1,
    codes: Array.from({ length: 7 }, () => 'lifecycle_paused'),
  });
  const resumes = everybody.map((who) => () => who.resumeLifecycle({ body: {} }));
  expect(await allAtOnce(resumes)).toMatchObject({ succeeded: 1 });
  await live();
  expect(await count('lifecycle_paused')).toBe(paused + 1);
  expect(await count('lifecycle_resumed')).toBe(resumed + 1);
  expect((await readPause(service.deps.store))?.until).toBe(service.clock.iso);
  await other.stop();
});

test('another instance learns of a pause in time', async () => {
  const other = await startService(service);
  const idle = await person(lapsing(2));
  await at(other, admin).me();
  await pause();
  service.clock.advance({ days: 5 });
  await other.client().signIn({ body: { email: idle.email, password: goodPassword } });
  await other.stop();
});
