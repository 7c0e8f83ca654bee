/**
 * Promise: whoever reads a list window by window meets everybody once, even where storage returns fewer
 * rows than asked for, or none, and where a crowd joins a window between two readings of it.
 */
import { beforeEach, expect, test } from 'vitest';
import { type PeopleSource, readWindow, type WindowEnd } from '../../src/store/people-window.ts';
import { directoryKey } from '../../src/store/row-keys.ts';
import {
  rowsPerRequestMax,
  transactionPartsMax,
  type Write,
  write,
} from '../../src/store/tables.ts';
import { peopleRows } from '../support/fill-people.ts';
import { type Service, startService } from '../support/harness.ts';

const source: PeopleSource = { from: 'everybody' };
const rowsMax = rowsPerRequestMax;

let service: Service;

beforeEach(async () => {
  service = await startService();
  return () => service.stop();
});

/** @param place the beginning of their ids @param role as a row has it @returns the ids */
async function list(place: string, count: number, role?: string): Promise<string[]> {
  const table = await service.deps.store.table('directory');
  const people = peopleRows(service.clock.iso, count, 1).map(({ userId, ...row }, index) => {
    const id = `${place}.${String(index).padStart(5, '0')}.${userId}`;
    return { id, row: { ...row, ...(role && { role }) } };
  });
  for (let from = 0; from < count; from += transactionPartsMax) {
    const some = people.slice(from, from + transactionPartsMax);
    await write(
      table,
      some.map(({ id, row }): Write => ({ do: 'put', key: directoryKey('all', id), row })),
    );
  }
  return people.map(({ id }) => id);
}

const readOn = (next: string | undefined, end?: WindowEnd) =>
  readWindow(service.deps.store, { source, next, end, rowsMax });

/** @param reread what happens between the two readings of each window */
async function everybody(reread = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined;
  do {
    const first = await readOn(next);
    let { people, end } = first;
    if (end.next) {
      await reread();
      ({ people, end } = await readOn(next, end));
    }
    ids.push(...people.map(({ userId }) => userId));
    next = end.next;
  } while (next);
  return ids;
}

test('windows of which this release can read no row do not end the list', async () => {
  await list('a', rowsMax + 500, 'a role of a newer release');
  const readable = await list('b', 700);
  expect(await everybody()).toEqual(readable);
});

test('a crowd that joins a window shifts nobody out of the list', async () => {
  const before = [...(await list('a', 500)), ...(await list('c', 1_500))];
  let joined = false;
  const ids = await everybody(async () => {
    if (!joined) await list('b', 2 * rowsMax + 300);
    joined = true;
  });
  expect(new Set(ids).size).toBe(ids.length);
  const seen = new Set(ids);
  expect(before.filter((id) => !seen.has(id))).toEqual([]);
});

test('a window that is read again to its end shows the same people', async () => {
  await list('a', 2 * rowsMax);
  const window = await readOn(undefined);
  expect(await readOn(undefined, window.end)).toEqual(window);
});
