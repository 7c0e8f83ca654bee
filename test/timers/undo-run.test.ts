/** Promise: undoing a lifecycle run brings back exactly its people, however often it is repeated. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import type { AccountRow } from '../../src/store/rows/account.ts';
import { mergeRun } from '../../src/store/runs.ts';
import { undoRun } from '../../src/timers/undo-run.ts';
import { startFaultyStorage } from '../faults/faulty-storage.ts';
import { startAdministered } from '../support/administered.ts';
import { type Service, startService } from '../support/harness.ts';
import { changePerson, settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeEach(async () => {
  ({ service, admin } = await startAdministered());
  ({ organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  }));
});

afterEach(() => service.stop());

const day = (ago: number) => new Date(service.clock.now() - ago * 86_400_000).toISOString();

/** Lapsed for inactivity, which no timer has recorded. */
async function lapsed(row: Partial<AccountRow> = {}): Promise<string> {
  const noticed = { firstNoticeAt: day(20), noticeQueuedDays: 1, noticeQueuedAt: day(20) };
  const past = { invitedAt: day(200), activatedAt: day(200), lastActivityAt: day(200) };
  const given = { organizationId, ...past, ...noticed, ...row };
  return (await settle(service.deps, service.clock.iso, given)).userId;
}

async function crowd(count: number): Promise<string[]> {
  const people: string[] = [];
  for (let index = 0; index < count; index++) people.push(await lapsed());
  return people;
}

async function run(): Promise<string> {
  await service.runTimer('lifecycle');
  service.clock.advance({ minutes: 5 });
  await service.runTimer('repair');
  const { items } = await admin.listRuns();
  return items[0]?.runId ?? '';
}

async function undo(runId: string) {
  await admin.undoRun({ params: { runId }, body: {} });
  await service.drainMail();
  return (await admin.listRuns()).items.find((each) => each.runId === runId)?.undo;
}

const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;
const statusOf = async (userId: string) => (await admin.readUser({ params: { userId } })).status;

async function deactivate(userId: string): Promise<void> {
  const params = { userId };
  const { etag: ifMatch } = await admin.readUser({ params });
  await admin.deactivateUser({ params, body: {}, ifMatch });
}

async function restore(userId: string): Promise<void> {
  const params = { userId };
  const { etag: ifMatch } = await admin.readUser({ params });
  await admin.restoreUser({ params, body: {}, ifMatch });
}

test('brings back the people of the run, and nobody else', async () => {
  const [first = '', restored = '', again = '', erased = '', ...rest] = await crowd(8);
  const ended = await lapsed({ employmentEndsOn: '2026-02-20', firstNoticeAt: undefined });
  const byHand = (await settle(service.deps, service.clock.iso, { organizationId })).userId;
  await deactivate(byHand);
  const runId = await run();
  const other = await lapsed();
  const otherRun = await run();
  await restore(restored);
  await restore(again);
  await deactivate(again);
  await admin.eraseUser({
    params: { userId: erased },
    body: { confirm: 'erase' },
    ifMatch: (await admin.readUser({ params: { userId: erased } })).etag,
  });
  expect(await undo(runId)).toMatchObject({
    state: 'done',
    broughtBack: rest.length + 2,
    alreadyRestored: 1,
    deactivatedAgain: 1,
    erased: 1,
    refused: {},
    waiting: 0,
  });
  for (const userId of [first, restored, ended, ...rest])
    expect(await statusOf(userId)).toBe('active');
  for (const userId of [again, byHand, other]) expect(await statusOf(userId)).toBe('deactivated');
  // Nobody is deactivated again by the next run.
  expect(await service.runTimer('lifecycle')).toMatchObject({ deactivated: 0 });
  const { items } = await admin.listRuns();
  expect(items).toMatchObject([
    { runId: otherRun, deactivated: 1 },
    { runId, deactivated: 9 },
  ]);
  expect(items[0]?.undo).toBeUndefined();
});

test('a repetition changes nothing, counts the same, and is recorded', async () => {
  const [someone = ''] = await crowd(3);
  const runId = await run();
  const counts = { state: 'done', broughtBack: 3, alreadyRestored: 0 };
  expect(await undo(runId)).toMatchObject(counts);
  await deactivate(someone);
  const before = (await rowOf(someone))?.chainLength;
  expect(await undo(runId)).toMatchObject(counts);
  expect((await rowOf(someone))?.chainLength).toBe(before);
  expect(await statusOf(someone)).toBe('deactivated');
  const { userId: actorId } = await admin.me();
  const { items } = await admin.listEvents({ query: { limit: 100 } });
  const of = (kind: string) => items.filter((event) => event.kind === kind);
  expect(of('run_undo_started')).toMatchObject([
    { actorId, data: { runId } },
    { actorId, data: { runId } },
  ]);
  expect(of('run_undone')).toMatchObject([
    { actorId, data: { runId, broughtBack: 3 } },
    { actorId, data: { runId, broughtBack: 3 } },
  ]);
  expect(of('restored')).toHaveLength(3);
  expect(of('restored')[0]).toMatchObject({ actorId, data: { runId } });
});

test("an organization's rules refuse people, and a repetition after a change brings them back", async () => {
  const people = await crowd(3);
  const runId = await run();
  const params = { organizationId };
  const { etag: ifMatch } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { peopleMax: 2 }, ifMatch });
  expect(await undo(runId)).toMatchObject({
    broughtBack: 2,
    refused: { organization_full: 1 },
    state: 'done',
  });
  const changed = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { peopleMax: 3 }, ifMatch: changed.etag });
  expect(await undo(runId)).toMatchObject({ broughtBack: 3, refused: {} });
  for (const userId of people) expect(await statusOf(userId)).toBe('active');
});

test('all parts of a confirmed run are undone together', async () => {
  const people = await crowd(limit.guardAccountsMin + 3);
  await service.runTimer('lifecycle');
  const suspended = (await admin.readSuspendedRun()).run?.runId ?? '';
  await admin.confirmSuspendedRun({ params: { runId: suspended }, body: {} });
  service.clock.advance({ minutes: 5 });
  await service.runTimer('repair');
  expect((await admin.listRuns()).items).toMatchObject([
    { runId: suspended, deactivated: people.length },
  ]);
  expect(await undo(suspended)).toMatchObject({ broughtBack: people.length });
});

test('an undoing that is cut off anywhere is finished by the timer, and restores nobody twice', async () => {
  const people = await crowd(6);
  const runId = await run();
  const storage = await startFaultyStorage(service.connectionString);
  const broken = await startService({ ...service, connectionString: storage.connectionString });
  await admin.undoRun({ params: { runId }, body: {} });
  let batches = 0;
  storage.trouble.next = ({ method, path }) =>
    method === 'POST' && /batch/.test(path) && ++batches > 2 ? 'resetAfter' : undefined;
  await broken.handleMail('later', { runId }, 1).catch(() => {});
  storage.stop();
  await broken.stop();
  await (await service.deps.store.queue('mail-later')).clearMessages();
  service.clock.advance({ minutes: limit.undoStalledMinutes + 1 });
  expect(await service.runTimer('repair')).toMatchObject({ undosResumed: 1 });
  await service.drainMail();
  const [made] = (await admin.listRuns()).items;
  expect(made?.undo).toMatchObject({ state: 'done', broughtBack: people.length });
  const { items } = await admin.listEvents({ query: { kind: 'restored', limit: 100 } });
  expect(items).toHaveLength(people.length);
});

test('whoever loses the right meanwhile cannot finish it, and another administrator can', async () => {
  const [someone = ''] = await crowd(2);
  const runId = await run();
  const home = (await admin.me()).organizationId;
  const second = await service.join(admin, 'second@example.fi', home, 'admin');
  await second.client.undoRun({ params: { runId }, body: {} });
  const { deps, clock } = service;
  await changePerson(deps, second.userId, clock.iso, ({ row }) => ({
    kind: 'role_changed',
    row: { ...row, role: 'expert' },
  }));
  await service.drainMail();
  expect((await admin.listRuns()).items[0]?.undo?.state).toBe('stopped');
  expect(await statusOf(someone)).toBe('deactivated');
  expect(await undo(runId)).toMatchObject({ state: 'done', broughtBack: 2 });
});

test('people whose data is due to be erased are not brought back', async () => {
  await crowd(2);
  const runId = await run();
  service.clock.advance({ days: 32 });
  await admin.signIn({
    body: { email: 'first.admin@example.fi', password: 'seven green herons wade' },
  });
  expect(await undo(runId)).toMatchObject({ broughtBack: 0, erased: 2 });
  await service.runTimer('lifecycle');
  await service.runTimer('retention');
  expect((await admin.listRuns()).items).toEqual([]);
});

test('the release before may restore and deactivate somebody again, leaving the id of the run', async () => {
  const [someone = ''] = await crowd(1);
  const runId = await run();
  const { deps, clock } = service;
  clock.advance({ days: 1 });
  await admin.signIn({
    body: { email: 'first.admin@example.fi', password: 'seven green herons wade' },
  });
  await changePerson(deps, someone, clock.iso, ({ row }) => ({
    kind: 'deactivated',
    row: { ...row, deactivatedAt: clock.iso, deactivatedBecause: 'administration' },
  }));
  expect(await undo(runId)).toMatchObject({ broughtBack: 0, deactivatedAgain: 1 });
});

test('an unknown run is not found, and an unknown message about one is done at once', async () => {
  const params = { runId: randomUUID() };
  await expect(admin.undoRun({ params, body: {} })).rejects.toEqual(refused('not_found'));
  await undoRun(service.deps, params.runId, service.clock.iso);
  await mergeRun(service.deps.store, params.runId, { at: day(0), until: day(0) });
  expect(await undo(params.runId)).toMatchObject({ state: 'done', broughtBack: 0 });
});
