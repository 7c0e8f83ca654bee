/**
 * Promise: any two timers can run concurrently; neither fails and nothing is left unfinished. Each
 * timer meets at least three others in the middle of its work, those that share rows meet each other,
 * and each meets itself; `npm run test:long` tries every pair.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesOf } from '../../src/backup/parts.ts';
import { journalPrefix } from '../../src/store/names.ts';
import { openStore } from '../../src/store/store.ts';
import { write } from '../../src/store/tables.ts';
import { readUnfinished } from '../../src/store/unfinished.ts';
import { type TimerName, timerTable } from '../../src/timers/timers.ts';
import { type Passing, startFaultyStorage } from '../faults/faulty-storage.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { beside, person } from '../samples/world.ts';
import { checkFinalState } from '../simulate/final-state.ts';
import { openTally } from '../simulate/invariants.ts';
import { inDepth } from '../support/depth.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

const names = Object.keys(timerTable) as TimerName[];
const dayMs = 86_400_000;
const oldMonth = '202401';
const firstMonth = '202603';
const signIn = { body: { email: firstAdministrator, password: goodPassword } };

let world: World;
let storage: Awaited<ReturnType<typeof startFaultyStorage>>;
/** The instance whose requests wait for the other timer. */
let slow: Service;
let quick: Service;

beforeAll(async () => {
  world = await openWorld();
  storage = await startFaultyStorage(world.service.connectionString);
  slow = await startService({ ...world.service, connectionString: storage.connectionString });
  quick = await beside(world.service);
  await world.service.drainMail();
});

afterAll(async () => {
  storage.stop();
  await slow.stop();
  await quick.stop();
  const tally = openTally();
  await checkFinalState(world.service, tally);
  expect(Object.entries(tally).filter(([, { broken }]) => broken.length > 0)).toEqual([]);
  await world.service.stop();
});

/** Work for the timers: a due account, an unfinished change, an expired month. */
async function arrange(...timers: TimerName[]): Promise<void> {
  const { deps, clock } = world.service;
  const day = (ago: number) => new Date(clock.now() - ago * dayMs).toISOString();
  const past = { invitedAt: day(200), activatedAt: day(200), lastActivityAt: day(200) };
  // Each person is work for all later timers.
  if (timers.includes('lifecycle') || timers.includes('census'))
    await person(world, { ...past, firstNoticeAt: day(20), noticeQueuedDays: 1 });
  await world.service.client().signIn(signIn);
  const key = { partitionKey: 'p', rowKey: 'r' };
  // Another process created it: the timers' processes do not know it yet.
  const { store } = openStoreAnew();
  await write(await store.journal(oldMonth), [{ do: 'put', key, row: { state: 'done' } }]);
  clock.advance({ days: 1 });
  expect(await deps.store.journalMonths()).toContain(oldMonth);
}

const openStoreAnew = () => ({ store: openStore(world.service.deps.settings) });

/** Runs everything that follows by itself; afterwards nothing is unfinished. */
async function settle(): Promise<void> {
  world.service.clock.advance({ minutes: 2 });
  await world.service.runTimer('repair');
  await world.service.runTimer('retention');
  await world.service.drainMail();
  const { store } = world.service.deps;
  for await (const rows of readUnfinished(store, await store.journalMonths(), {}))
    expect(rows).toEqual([]);
  // Reading the dropped month, or dropping it again, has not recreated it.
  expect((await store.journalMonths())[0]).toBe(firstMonth);
}

/** Where the first timer waits while the second runs: between its reads and its writes. */
const isInTheMiddle = ({ path }: Passing, seen: number): boolean =>
  seen > 1 && /\/(journal\d+|directory|schedule|mails|exports|2026-)/.test(path);

/** They read what another of them changes, moves or drops. */
const sharing: readonly TimerName[] = ['repair', 'lifecycle', 'census', 'retention', 'backup'];
const everyNth = 8;

const pairs = names.flatMap((first, at) =>
  names.map((second, other) => ({
    first,
    second,
    usual: (at + other) % everyNth === 0 || (sharing.includes(first) && sharing.includes(second)),
  })),
);

test.each(pairs.filter(({ usual }) => inDepth(usual, true)))(
  '$first beside $second',
  async ({ first, second }) => {
    await arrange(first, second);
    let seen = 0;
    let other: Promise<unknown> | undefined;
    storage.trouble.next = async (passing) => {
      if (isInTheMiddle(passing, ++seen)) other ??= quick.runTimer(second);
      // A failure is examined below.
      await other?.catch(() => {});
      return undefined;
    };
    await slow.runTimer(first);
    storage.trouble.next = () => undefined;
    await (other ?? quick.runTimer(second));
    await settle();
  },
);

test.each(names)('%s concurrently with itself, from the first request on', async (name) => {
  await arrange(name);
  await Promise.all([slow.runTimer(name), quick.runTimer(name)]);
  await settle();
});

test('the backup stops reading a month that retention drops between two pages', async () => {
  const { store } = world.service.deps;
  const table = await store.journal('202301');
  for (let batch = 0; batch < 12; batch++)
    await write(
      table,
      Array.from({ length: 100 }, (_, index) => ({
        do: 'insert',
        key: { partitionKey: `p${batch}`, rowKey: String(index) },
        row: {},
      })),
    );
  let rows = 0;
  for await (const page of pagesOf(store, `${journalPrefix}202301`)) {
    rows += page.length;
    await table.deleteTable();
  }
  // Its last partition, cut off by the page, would have been read again.
  expect(rows).toBe(900);
});
