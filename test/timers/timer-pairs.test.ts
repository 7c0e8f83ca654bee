/** Promise: any two timers may run at the same moment; neither fails and nothing is half done. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesOf } from '../../src/backup/parts.ts';
import { journalPrefix } from '../../src/store/names.ts';
import { openStore } from '../../src/store/store.ts';
import { write } from '../../src/store/tables.ts';
import { readUnfinished } from '../../src/store/unfinished.ts';
import { type TimerName, timerTable } from '../../src/timers/timers.ts';
import { type Passing, startFaultyStorage } from '../faults/faulty-storage.ts';
import { beside, openWorld, person, type World } from '../faults/world.ts';
import { checkFinalState } from '../simulate/final-state.ts';
import { openTally } from '../simulate/invariants.ts';
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
/** The one whose requests wait for the other timer. */
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

/** Work for the timers: somebody due, an unfinished change, a month that has served its time. */
async function arrange(...timers: TimerName[]): Promise<void> {
  const { deps, clock } = world.service;
  const day = (ago: number) => new Date(clock.now() - ago * dayMs).toISOString();
  const past = { invitedAt: day(200), activatedAt: day(200), lastActivityAt: day(200) };
  // Each person is work for all that follow.
  if (timers.includes('lifecycle') || timers.includes('census'))
    await person(world, { ...past, firstNoticeAt: day(20), noticeQueuedDays: 1 });
  await world.service.client().signIn(signIn);
  const key = { partitionKey: 'p', rowKey: 'r' };
  // Another process made it: the timers' own have no idea of it yet.
  const { store } = openStoreAnew();
  await write(await store.journal(oldMonth), [{ do: 'put', key, row: { state: 'done' } }]);
  clock.advance({ days: 1 });
  expect(await deps.store.journalMonths()).toContain(oldMonth);
}

const openStoreAnew = () => ({ store: openStore(world.service.deps.settings) });

/** Everything that follows by itself; then nothing is half done. */
async function settle(): Promise<void> {
  world.service.clock.advance({ minutes: 2 });
  await world.service.runTimer('repair');
  await world.service.runTimer('retention');
  await world.service.drainMail();
  const { store } = world.service.deps;
  for await (const rows of readUnfinished(store, await store.journalMonths(), {}))
    expect(rows).toEqual([]);
  // Nobody who read the dropped month, or dropped it again, has made it anew.
  expect((await store.journalMonths())[0]).toBe(firstMonth);
}

/** Where the first timer waits while the second one runs: between its look and what follows. */
const isInTheMiddle = ({ path }: Passing, seen: number): boolean =>
  seen > 1 && /\/(journal\d+|directory|schedule|mails|exports|2026-)/.test(path);

test.each(names.flatMap((first) => names.map((second) => [first, second] as const)))(
  '%s beside %s',
  async (first, second) => {
    await arrange(first, second);
    let seen = 0;
    let other: Promise<unknown> | undefined;
    storage.trouble.next = async (passing) => {
      if (isInTheMiddle(passing, ++seen)) other ??= quick.runTimer(second);
      // What it fails with is looked at below.
      await other?.catch(() => {});
      return undefined;
    };
    await slow.runTimer(first);
    storage.trouble.next = () => undefined;
    await (other ?? quick.runTimer(second));
    await settle();
  },
);

test.each(names)('%s beside itself, from the first request on', async (name) => {
  await arrange(name);
  await Promise.all([slow.runTimer(name), quick.runTimer(name)]);
  await settle();
});

test('a month that retention drops between two pages is over for the backup', async () => {
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
  // Its last partition, which the page had cut, was to be read again.
  expect(rows).toBe(900);
});
