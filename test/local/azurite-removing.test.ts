/** Promise: in local storage, removing a row takes no longer because there are many others. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { removeFewAtOnce } from '../../src/local/azurite-removing.ts';
import { ofAzurite } from '../../src/local/of-azurite.ts';

type Row = { id: string; queue: string };
type Collection = {
  insert(rows: Row[]): void;
  find(query: object): Row[];
  findOne(query: object): Row | null;
  findAndRemove(query: object): void;
  remove(rows: Row[]): void;
  count(): number;
};

const rows = 20_000;
const removed = 500;
/** Sorting all rows after each removal takes many times as long. */
const busyMillisecondsMax = 1_500;
const ids = Array.from({ length: rows }, () => randomUUID());

let collection: Collection;

beforeAll(() => {
  removeFewAtOnce();
  const Database = ofAzurite('lokijs');
  collection = new Database('rows', { persistenceMethod: 'memory' }).addCollection('rows', {
    indices: ['id'],
  });
  collection.insert(ids.map((id) => ({ id, queue: 'a' })));
});

test('what sent messages have left behind is removed one by one in little time', () => {
  const used = process.cpuUsage();
  const [gone, [next]] = [ids.slice(0, removed), ids.slice(removed)];
  for (const id of gone) collection.findAndRemove({ id });
  const { user } = process.cpuUsage(used);
  expect(user / 1_000).toBeLessThan(busyMillisecondsMax);
  expect(collection.count()).toBe(rows - removed);
  for (const id of gone) expect(collection.findOne({ id })).toBeNull();
  expect(collection.findOne({ id: next })).toMatchObject({ id: next });
});

test.each([0, 1, 3, 100])('of %i rows each is removed, and no other', (count) => {
  const before = collection.count();
  const some = collection.find({ id: { $gte: '5' } }).slice(0, count);
  const chosen = some.map(({ id }) => id);
  collection.remove(some);
  expect(collection.count()).toBe(before - count);
  for (const id of chosen) expect(collection.findOne({ id })).toBeNull();
  const few = collection.find({ queue: 'a' }).slice(0, count);
  const queries = { id: { $in: few.map(({ id }) => id) } };
  collection.findAndRemove(queries);
  expect(collection.find(queries)).toEqual([]);
  expect(collection.count()).toBe(before - 2 * count);
});
