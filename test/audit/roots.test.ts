/** Promise: each day gets its root once possible; a missing one is reported and delays no other. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lineOf } from '../../src/audit/finding.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { listRootDays } from '../../src/store/audit-roots.ts';
import { readJournal } from '../../src/store/journal.ts';
import { putTimer, readTimer } from '../../src/store/timer-state.ts';
import { type Passing, startFaultyStorage } from '../faults/faulty-storage.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

let plain: Service;
let service: Service;
let storage: Awaited<ReturnType<typeof startFaultyStorage>>;

beforeAll(async () => {
  plain = await startService();
  storage = await startFaultyStorage(plain.connectionString);
  service = await startService({ ...plain, connectionString: storage.connectionString });
  await plain.signedInAdministrator();
});

beforeEach(async () => {
  await nextDay();
  expect(await service.runTimer('auditRoots')).toMatchObject({ lacking: 0 });
  service.logs.length = 0;
});

afterAll(async () => {
  storage.stop();
  await service.stop();
  await plain.stop();
});

const today = () => plain.clock.iso.slice(0, 10);
const verified = async () => (await verifyAudit(plain.deps, plain.clock.iso)).map(lineOf);
const signIn = () =>
  plain.client().signIn({ body: { email: firstAdministrator, password: goodPassword } });
const reported = (event: string) =>
  plain.logs.filter((line) => JSON.parse(line).event === event).map((line) => JSON.parse(line));
const changesBlob = ({ method, path }: Passing) => method === 'PUT' && /audit-roots/.test(path);

async function nextDay(): Promise<void> {
  plain.clock.advance({ days: 1 });
  await plain.runTimer('repair');
}

test('an unfinished change leaves its day without a root; later days get theirs', async () => {
  const day = today();
  await signIn();
  for (let days = 1; days <= 3; days++) {
    plain.clock.advance({ days: 1 });
    expect(await service.runTimer('auditRoots')).toEqual({
      written: days === 1 ? 0 : 1,
      lacking: 1,
    });
    if (days < 3) continue;
    expect(reported('audit_root_missing')).toEqual(
      [1, 2, 3].map(() => ({ event: 'audit_root_missing', day, why: 'unfinished_change' })),
    );
    expect(await verified()).toEqual([`root_missing day ${day} because of an unfinished change`]);
  }
  await plain.runTimer('repair');
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 0 });
  expect(await verified()).toEqual([]);
  await nextDay();
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 0 });
  expect(await verified()).toEqual([]);
});

test('a root that storage refuses is retried the next night, and the others are written', async () => {
  const day = today();
  await nextDay();
  await nextDay();
  storage.trouble.next = (passing) =>
    changesBlob(passing) && passing.path.includes(day) ? 'error' : undefined;
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 1 });
  storage.trouble.next = () => undefined;
  expect(reported('audit_root_missing')).toMatchObject([{ day, why: 'storage_failed' }]);
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 0 });
  expect(await verified()).toEqual([]);
});

test('a replaced root below a late one is still detected', async () => {
  const day = today();
  await signIn();
  for (let days = 0; days < 2; days++) {
    plain.clock.advance({ days: 1 });
    await service.runTimer('auditRoots');
  }
  await plain.runTimer('repair');
  await service.runTimer('auditRoots');
  const container = await plain.deps.store.container('audit-roots');
  const blob = container.getBlockBlobClient(`${day}.json`);
  const text = (await blob.downloadToBuffer()).toString();
  const changed = JSON.stringify({ ...JSON.parse(text), previous: 'another' });
  await blob.upload(changed, Buffer.byteLength(changed));
  expect(await verified()).toContain(`root_changed day ${day}`);
  // Nor does it stop the following nights.
  await blob.upload('{', 1);
  await nextDay();
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 0 });
  await blob.upload(text, Buffer.byteLength(text));
  expect(await verified()).toEqual([]);
});

test('a day that ended minutes ago waits for clocks that are behind', async () => {
  const untilMidnightMs = Date.parse(`${today()}T23:59:59.000Z`) - plain.clock.now();
  plain.clock.advance({ milliseconds: untilMidnightMs });
  await signIn();
  plain.clock.advance({ minutes: 30 });
  await plain.runTimer('repair');
  expect(await service.runTimer('auditRoots')).toEqual({ written: 0, lacking: 0 });
  plain.clock.advance({ hours: 2 });
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 0 });
  expect(await verified()).toEqual([]);
});

test('days whose log was dropped before they had a root are reported once, and later days get theirs', async () => {
  const { settledUntil = '' } = (await readTimer(plain.deps, 'auditRoots')) ?? {};
  const unrooted = '2026-02-27';
  await putTimer(plain.deps, 'auditRoots', { ranAt: plain.clock.iso, settledUntil: unrooted });
  await nextDay();
  // The day before the service began is in an existing month, but nothing happened on it.
  expect(await service.runTimer('auditRoots')).toEqual({ written: 2, lacking: 2 });
  expect(reported('audit_root_missing')).toEqual(
    ['2026-02-27', '2026-02-28'].map((day) => ({
      event: 'audit_root_missing',
      day,
      why: 'log_dropped',
    })),
  );
  service.logs.length = 0;
  expect(await service.runTimer('auditRoots')).toEqual({ written: 0, lacking: 0 });
  expect(reported('audit_root_missing')).toEqual([]);
  expect((await readTimer(plain.deps, 'auditRoots'))?.settledUntil).toBe(today());
  expect(await listRootDays(plain.deps.store)).toContain(settledUntil);
});

test('L13: reading the log creates no table', async () => {
  const admin = plain.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const before = await plain.deps.store.journalMonths();
  const query = { from: '2020-01-01T00:00:00.000Z', until: '2029-01-01T00:00:00.000Z' };
  let cursor: string | undefined;
  do {
    const page = await admin.listEvents({ query: { ...query, ...(cursor && { cursor }) } });
    cursor = page.next;
  } while (cursor);
  await admin.exportEvents({ query });
  expect(await plain.deps.store.journalMonths()).toEqual(before);
});

test('a month whose table is being deleted reads as empty, and can be written once it is gone', async () => {
  const { store } = service.deps;
  let isBeingDeleted = true;
  storage.trouble.next = ({ path, method }) =>
    isBeingDeleted && (/journal202711/.test(path) || (method === 'POST' && /Tables/.test(path)))
      ? 'beingDeleted'
      : undefined;
  await expect(store.journal('202711')).rejects.toMatchObject({ statusCode: 409 });
  const span = { from: '2027-11-01T00:00:00.000Z', until: '2027-12-01T00:00:00.000Z', rows: 1 };
  expect(await readJournal(store, '202711', span)).toEqual({ entries: [], gone: true });
  isBeingDeleted = false;
  await store.journal('202711');
  expect(await store.journalMonths()).toContain('202711');
  await (await store.journalIfAny('202711')).deleteTable();
});
