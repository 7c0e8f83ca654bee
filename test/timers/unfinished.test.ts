/** Promise: repair completes every unfinished change, however old, whatever the clocks showed. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadAccount } from '../../src/store/accounts.ts';
import { directoryKey, journalKey } from '../../src/store/row-keys.ts';
import { journalRow } from '../../src/store/rows/event.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { getRow, write } from '../../src/store/tables.ts';
import { putTimer, readTimer } from '../../src/store/timer-state.ts';
import { readUnfinished } from '../../src/store/unfinished.ts';
import { timerTable } from '../../src/timers/timers.ts';
import { checkAll } from '../faults/around.ts';
import { type Passing, startFaultyStorage } from '../faults/faulty-storage.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { as, person } from '../samples/world.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let world: World;
let storage: Awaited<ReturnType<typeof startFaultyStorage>>;
/** Another process, whose connection to storage is disturbed. */
let service: Service;

beforeAll(async () => {
  world = await openWorld();
  storage = await startFaultyStorage(world.service.connectionString);
  service = await behindProxy(0);
  // Keys and connections are prepared beforehand.
  await as(service, world.admin).me();
});

afterEach(async () => {
  storage.trouble.next = () => undefined;
  await minutesPass(6);
  expect(await unfinished()).toEqual([]);
  await world.service.drainMail();
});

afterAll(async () => {
  await checkAll(world, {});
  storage.stop();
  await service.stop();
  await world.service.stop();
});

/** @param apartMs how far its clock is ahead of the others */
function behindProxy(apartMs: number): Promise<Service> {
  const { clock } = world.service;
  const now = () => clock.now() + apartMs;
  const { connectionString } = storage;
  return startService({
    ...world.service,
    connectionString,
    clock: {
      now,
      advance: (duration) => clock.advance(duration),
      get iso() {
        return new Date(now()).toISOString();
      },
    },
  });
}

/** Repair runs in the other process every two minutes. */
async function minutesPass(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 2) {
    world.service.clock.advance({ minutes: Math.min(2, minutes - passed) });
    await world.service.runTimer('repair');
  }
}

async function unfinished(): Promise<string[]> {
  const { store } = world.service.deps;
  const found: string[] = [];
  for await (const rows of readUnfinished(store, await store.journalMonths(), {}))
    found.push(...rows.map(({ at, entry }) => `${entry?.kind} ${at}`));
  return found;
}

const isRead = ({ method }: Passing) => method === 'GET';
const touches = (name: string, { path }: Passing) => new RegExp(`/${name}\\b`).test(path);

/** The minutes pass before the first account is read; then nothing can be listed. */
function delayed(minutes: number): void {
  let waited: Promise<void> | undefined;
  storage.trouble.next = async (request) => {
    if (isRead(request) && touches('accounts', request)) {
      waited ??= minutesPass(minutes);
      await waited;
    }
    return !isRead(request) && touches('directory', request) ? 'error' : undefined;
  };
}

const listed = async (organizationId: string, userId: string) =>
  getRow(
    await world.service.deps.store.table('directory'),
    directoryRow,
    directoryKey(organizationId, userId),
  );

describe.each([7, 90])(
  'a change %i minutes after its run began, whose effects fail,',
  (minutes) => {
    test('is completed if the lifecycle made it', async () => {
      const { organizationId } = world;
      const day = (ago: number) => new Date(world.service.clock.now() - ago * dayMs).toISOString();
      const past = { invitedAt: day(200), activatedAt: day(200), lastActivityAt: day(200) };
      const noticed = { firstNoticeAt: day(20), noticeQueuedDays: 1, noticeQueuedAt: day(20) };
      const { userId } = await person(world, { ...past, ...noticed });
      delayed(minutes);
      expect(await service.runTimer('lifecycle')).toMatchObject({ deactivated: 1 });
      expect(await unfinished()).toHaveLength(1);
      expect((await listed(organizationId, userId))?.deactivatedAt).toBeUndefined();
      storage.trouble.next = () => undefined;
      await minutesPass(2);
      expect(await listed(organizationId, userId)).toMatchObject({
        deactivatedBecause: 'inactivity',
      });
    });

    test('is completed if an import made it', async () => {
      const email = `${randomUUID()}@espoo.fi`;
      await startImport([email]);
      delayed(minutes);
      await service.drainMail();
      expect(await unfinished()).toHaveLength(1);
      storage.trouble.next = () => undefined;
      await minutesPass(2);
      const { total } = await (await administrator()).searchUsers({ body: { text: email } });
      expect(total).toBe(1);
    });
  },
);

async function administrator() {
  const client = world.service.client();
  await client.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
  return client;
}

async function startImport(emails: readonly string[]): Promise<string> {
  const header = 'firstName,lastName,email,role,language\n';
  const csv = `${header}${emails.map((email) => `Eeva,Uusi,${email},expert,sv\n`).join('')}`;
  const body = { organizationId: world.organizationId, csv };
  return (await (await administrator()).startImport({ body })).importId;
}

const importsMax = 4;

test('L1: an import on slow storage that ends after 408 seconds is completed', async () => {
  const emails: string[] = [];
  let begun = world.service.clock.now();
  let repairedAt = begun;
  let isOver = false;
  storage.trouble.next = async (request) => {
    const { clock } = world.service;
    clock.advance({ seconds: 4 });
    if (clock.now() - repairedAt >= 2 * minuteMs) {
      repairedAt = clock.now();
      await world.service.runTimer('repair');
    }
    const late = clock.now() - begun >= 408_000;
    isOver ||= late && !isRead(request) && touches('directory', request);
    return isOver ? 'error' : undefined;
  };
  // Repair may take so much from an import that nothing is left for it to write that late.
  for (let tries = 0; tries < importsMax && !isOver; tries++) {
    const more = Array.from({ length: 16 }, (_, n) => `line.${emails.length + n}@espoo.fi`);
    emails.push(...more);
    begun = world.service.clock.now();
    await startImport(more);
    const [ended] = await Promise.allSettled([service.drainMail()]);
    expect(ended.status).toBe(isOver ? 'rejected' : 'fulfilled');
  }
  expect(isOver).toBe(true);
  // The storage stays as it is for what that process had begun.
  await minutesPass(14);
  await world.service.drainMail();
  expect(await unfinished()).toEqual([]);
  for (const email of emails) expect(world.service.mailbox.messages(email)).toHaveLength(1);
}, 120_000);

const sixHours = 360;

describe.each([10, 20 - sixHours, 5 * 24 * 60])(
  'changes of an instance whose clock is %i minutes ahead',
  (apart) => {
    test('are completed within minutes: of people, organizations and notices, and sign-ins', async () => {
      await minutesPass(20);
      const skewed = await behindProxy(apart * minuteMs);
      const { email } = await person(world);
      const admin = skewed.client();
      const credentials = { email: 'first.admin@example.fi', password: goodPassword };
      await admin.signIn({ body: credentials });
      // Journal rows can be written, but nothing can be settled or listed.
      storage.trouble.next = (request) =>
        (request.method === 'PUT' && touches('journal\\d+', request)) ||
        (!isRead(request) && touches('directory', request))
          ? 'error'
          : undefined;
      const title = { fi: 'Huolto', sv: 'Service', en: 'Maintenance' };
      const from = skewed.clock.iso;
      const until = new Date(skewed.clock.now() + dayMs).toISOString();
      const invitee = { firstName: 'Eeva', lastName: 'Uusi', email: `${randomUUID()}@espoo.fi` };
      const more = {
        organizationId: world.organizationId,
        role: 'expert',
        language: 'fi',
      } as const;
      const outcomes = await Promise.allSettled([
        admin.createInvitation({ body: { ...invitee, ...more } }),
        admin.createOrganization({ body: { name: randomUUID(), language: 'fi' } }),
        admin.createNotice({ body: { title, text: title, level: 'info', from, until } }),
        skewed.client().signIn({ body: { email, password: goodPassword } }),
      ]);
      expect(outcomes.map(({ status }) => status)).toContain('fulfilled');
      storage.trouble.next = () => undefined;
      const kinds = (await unfinished()).map((line) => line.split(' ')[0]);
      expect(new Set(kinds)).toEqual(
        new Set(['invited', 'organization_created', 'notice_published', 'signed_in']),
      );
      await minutesPass(6);
      expect(await unfinished()).toEqual([]);
      await skewed.stop();
    });
  },
);

test('L1: a change by an instance whose clock was five days behind is completed within a day', async () => {
  // Keys are older than that.
  world.service.clock.advance({ days: 6 });
  const skewed = await behindProxy(-5 * dayMs);
  const { email } = await person(world, { lastActivityAt: world.service.clock.iso });
  await skewed.client().signIn({ body: { email, password: goodPassword } });
  await skewed.stop();
  world.service.clock.advance({ days: 1 });
  await minutesPass(2);
  expect(await unfinished()).toEqual([]);
});

test('L1: after five days without a run, repair completes what was left before', async () => {
  const { email } = await person(world);
  await world.service.client().signIn({ body: { email, password: goodPassword } });
  world.service.clock.advance({ days: 5 });
  await world.service.runTimer('repair');
  expect(await unfinished()).toEqual([]);
});

describe('an unfinished change', () => {
  const state = async () => (await administrator()).readServiceState();
  const ready = () => world.service.send(`${publicUrl}/api/health/ready`);

  /** All but repair, and one that needs a second storage account. */
  async function allTimers(): Promise<void> {
    const { repair: _, backupCopies: __, ...others } = timerTable;
    for (const timer of Object.keys(others) as (keyof typeof others)[])
      await world.service.runTimer(timer);
  }

  test('counts after ten minutes, in the service state and in ready, until it is finished', async () => {
    const { email } = await person(world);
    await allTimers();
    await minutesPass(2);
    await world.service.client().signIn({ body: { email, password: goodPassword } });
    world.service.clock.advance({ minutes: 9 });
    expect(await state()).toMatchObject({ unfinishedChanges: 0 });
    expect((await ready()).status).toBe(200);
    world.service.clock.advance({ minutes: 2 });
    expect(await state()).toMatchObject({ unfinishedChanges: 1 });
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect((await answer.json()).faults).toEqual([
      { field: 'changes', message: '1 unfinished for more than 10 minutes' },
    ]);
    await world.service.runTimer('repair');
    expect(await state()).toMatchObject({ unfinishedChanges: 0 });
    expect((await ready()).status).toBe(200);
  });

  test('is found even if an older release has left its watermark beyond it', async () => {
    const { userId } = await person(world);
    const { store } = world.service.deps;
    const eventId = await journaled(userId);
    world.service.clock.advance({ days: 40 });
    const ranAt = world.service.clock.iso;
    await putTimer(world.service.deps, 'repair', { ranAt, settledUntil: ranAt });
    expect(await world.service.runTimer('repair')).toMatchObject({ finished: 1 });
    const { month, key } = journalKey(eventId);
    const row = await getRow(await store.journalIfAny(month), journalRow, key);
    expect(row?.state).toBe('done');
    expect((await readTimer(world.service.deps, 'repair'))?.lookedAt).toBe(ranAt);
  });

  /** Makes the row of the person's last event unsettled again. @returns the event's id */
  async function journaled(userId: string): Promise<string> {
    const { store } = world.service.deps;
    const number = (await loadAccount(store, userId))?.row.chainLength;
    expect(number).toBe(1);
    for (const month of await store.journalMonths()) {
      const table = await store.journal(month);
      for await (const row of table.listEntities<Record<string, unknown>>())
        if (row['subjectId'] === userId) {
          const { partitionKey = '', rowKey = '', etag: _, timestamp: __, ...rest } = row;
          const key = { partitionKey, rowKey };
          await write(table, [{ do: 'put', key, row: { ...rest, state: 'pending' } }]);
          return rowKey.split('.').at(-1) ?? '';
        }
    }
    throw new Error('the event is missing');
  }
});
