/**
 * Promise: what several lines of a job write at once shares requests to storage, but each write
 * succeeds or fails by itself; and claims at one guard are ordered as if they came one by one.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { millisecondsLeft, withinDeadline } from '../../src/store/deadline.ts';
import { claim, releaseAll } from '../../src/store/guards.ts';
import { gatheringRounds, openRounds } from '../../src/store/rounds.ts';
import { Conflict, readAll, rowsUnder, write } from '../../src/store/tables.ts';
import { type CountedService, startCountedService } from '../support/counted-service.ts';

let counted: CountedService;
let service: CountedService['service'];
let proxy: CountedService['proxy'];

beforeAll(async () => {
  counted = await startCountedService();
  ({ service, proxy } = counted);
});

afterAll(() => counted.stop());

async function insertAll(partitionKey: string, rowKeys: readonly string[]) {
  const table = await service.deps.store.table('imports');
  const row = { at: service.clock.iso };
  return Promise.allSettled(
    rowKeys.map((rowKey) => write(table, [{ do: 'insert', key: { partitionKey, rowKey }, row }])),
  );
}

async function stored(partitionKey: string): Promise<string[]> {
  const table = await service.deps.store.table('imports');
  const keys: string[] = [];
  for await (const row of readAll(table, z.looseObject({}), rowsUnder(partitionKey)))
    keys.push(row.rowKey);
  return keys;
}

const names = (count: number) => Array.from({ length: count }, (_, n) => `line.${1_000 + n}`);

test('a job writes 250 rows of one partition in three requests, all of them stored', async () => {
  const partition = randomUUID();
  const { requests } = await proxy.count(() =>
    gatheringRounds(() => insertAll(partition, names(250))),
  );
  expect(requests).toBe(3);
  expect(await stored(partition)).toEqual(names(250));
});

test('one row that exists already fails alone, and the rows written with it are stored', async () => {
  const partition = randomUUID();
  await insertAll(partition, ['line.1003']);
  const ended = await gatheringRounds(() => insertAll(partition, names(6)));
  const failed = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(ended.map(({ status }) => status === 'rejected')).toEqual(
    names(6).map((name) => name === 'line.1003'),
  );
  expect(failed[0]).toBeInstanceOf(Conflict);
  expect(await stored(partition)).toEqual(names(6));
});

test('of two writes that create one row at once, one succeeds', async () => {
  const partition = randomUUID();
  const ended = await gatheringRounds(() => insertAll(partition, ['line.1', 'line.1', 'line.2']));
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(await stored(partition)).toEqual(['line.1', 'line.2']);
});

test('outside a job, each write is a request of its own', async () => {
  const { requests } = await proxy.count(() => insertAll(randomUUID(), names(5)));
  expect(requests).toBe(5);
});

test('thirty claims at once are each judged with exactly those before them, in few requests', async () => {
  const guard = randomUUID();
  const ids = Array.from({ length: 30 }, () => randomUUID());
  const earlier: string[][] = [];
  const { requests } = await proxy.count(async () => {
    const claims = await Promise.all(
      ids.map((eventId) => {
        const subject = { subjectKind: 'user', subjectId: randomUUID() } as const;
        return claim(service.deps, guard, { ...subject, eventId, at: service.clock.iso });
      }),
    );
    earlier.push(...claims.map((found) => found.map(({ eventId }) => eventId)));
  });
  expect(earlier.map(({ length }) => length).sort((a, b) => a - b)).toEqual(ids.map((_, n) => n));
  const claimed: readonly string[] = ids;
  expect(earlier.flat().every((id) => claimed.includes(id))).toBe(true);
  expect(requests).toBeLessThanOrEqual(4);
  await Promise.all(ids.map((id) => releaseAll(service.deps, [guard], id)));
  const again = { subjectKind: 'user', subjectId: randomUUID(), eventId: randomUUID() } as const;
  expect(await claim(service.deps, guard, { ...again, at: service.clock.iso })).toEqual([]);
});

test('an error of one round reaches all who were in it, and the next round works', async () => {
  let rounds = 0;
  const add = openRounds<number>(async () => {
    rounds++;
    if (rounds === 2) throw new Error('storage failed');
  });
  const first = await Promise.allSettled([add('key', 1), add('key', 2), add('key', 3)]);
  expect(first.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(add('key', 4)).resolves.toBeUndefined();
  expect(rounds).toBe(3);
});

test('a round has the latest deadline of its items', async () => {
  const left: number[] = [];
  const add = openRounds<string>(async () => {
    left.push(millisecondsLeft());
    await Promise.resolve();
  });
  const within = (ms: number) => withinDeadline(ms, () => add('key', 'item'));
  await Promise.all([within(1_000), within(1_000), within(60_000), within(1_000)]);
  expect(left).toHaveLength(2);
  expect(left[0]).toBeLessThanOrEqual(1_000);
  expect(left[1]).toBeGreaterThan(30_000);
});
