/**
 * Promise: local storage finds a row by its key alike whether its partition or its row key is shared by
 * many, and no other row.
 */
import { beforeAll, expect, test } from 'vitest';
import { findKeysAtOnce } from '../../src/local/azurite-keys.ts';
import { ofAzurite } from '../../src/local/of-azurite.ts';

type Row = { PartitionKey: string; RowKey: string };
type Collection = {
  insert(row: Row): void;
  find(query: object): Row[];
  findOne(query: object): Row | null;
  remove(row: Row): void;
};

const rows = 20_000;
/** Looking through a partition for each row takes many times as long. */
const busyMillisecondsMax = 1_500;

let collection: Collection;

beforeAll(() => {
  const Database = ofAzurite('lokijs');
  collection = new Database('rows', { persistenceMethod: 'memory' }).addCollection('rows', {
    indices: ['PartitionKey', 'RowKey'],
  });
  for (let n = 0; n < rows; n++) {
    collection.insert({ PartitionKey: 'crowded', RowKey: `row ${n}` });
    collection.insert({ PartitionKey: `partition ${n}`, RowKey: 'same' });
  }
  findKeysAtOnce();
});

test('among thousands of rows of a partition, and of the same row key, each is found in little time', () => {
  const used = process.cpuUsage();
  for (let n = 0; n < rows; n += 10) {
    for (const row of [
      { PartitionKey: 'crowded', RowKey: `row ${n}` },
      { PartitionKey: `partition ${n}`, RowKey: 'same' },
    ])
      expect(collection.findOne(row)).toMatchObject(row);
    expect(collection.findOne({ PartitionKey: 'crowded', RowKey: `none ${n}` })).toBeNull();
  }
  expect(process.cpuUsage(used).user / 1_000).toBeLessThan(busyMillisecondsMax);
});

test.each(['', '1', '01', '1.0', '1e0', ' ', 'Ä', 'ä', '~'])('"%s" is no other key', (key) => {
  const before = { PartitionKey: 'keys', RowKey: key };
  expect(collection.findOne(before)).toBeNull();
  collection.insert(before);
  expect(collection.findOne({ PartitionKey: 'keys', RowKey: key })).toMatchObject(before);
  const [inserted] = collection.find({ RowKey: key, PartitionKey: 'keys' });
  expect(collection.findOne({ PartitionKey: `${key}keys`, RowKey: 'keys' })).toBeNull();
  if (inserted && key !== '1') collection.remove(inserted);
});

test('a key whose halves are both shared by others, but not with one another, is of no row', () => {
  expect(collection.findOne({ PartitionKey: 'crowded', RowKey: 'same' })).toBeNull();
});

test('other queries are the database’s own', () => {
  expect(collection.findOne({ RowKey: 'row 7' })).toMatchObject({ PartitionKey: 'crowded' });
  expect(collection.findOne({ PartitionKey: 'nobody' })).toBeNull();
});
