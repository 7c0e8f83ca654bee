/** Promise: rows are what the library itself reads, at half the cost. */
import { inspect } from 'node:util';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { type Edm, TableClient } from '@azure/data-tables';
import { beforeAll, expect, test } from 'vitest';
import { findRow, queryRows } from '../../src/store/query-rows.ts';
import { statusOf } from '../../src/store/storage-status.ts';
import { rowsUnder } from '../../src/store/tables.ts';
import { freshAccount } from '../support/storage.ts';

const at = new Date('2026-03-02T08:00:00.123Z');
const guid: Edm<'Guid'> = { type: 'Guid', value: '2a1c0c9e-6c7d-4b8e-9a55-6f6b3c9d1e10' };
const numbers = { big: 5_000_000_000n, half: 0.5, whole: 2, huge: 5_000_000_000, negative: -1 };
const texts = { text: "Åsa's & 100 % +/?", empty: '', json: '{"a":1}', 'odata.like': 'x' };
const everyType = { ...numbers, ...texts, yes: true, at, guid, bytes: Buffer.of(0, 255) };

let connectionString: string;
const tableNamed = (name: string) =>
  TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });

beforeAll(async () => {
  ({ connectionString } = await freshAccount());
});

async function libraryReads(table: TableClient, filter: string) {
  const found: object[] = [];
  for await (const row of table.listEntities({ queryOptions: { filter } })) found.push(row);
  return found;
}

test('values of every type arrive as the library reads them', async () => {
  const table = tableNamed('keys');
  await table.createEntity({ partitionKey: "O'Hara & son", rowKey: 'a+b ä', ...everyType });
  const filter = rowsUnder("O'Hara & son", 'a+b');
  const { rows } = await queryRows(table, { filter, rows: 1_000 });
  expect(rows).toHaveLength(1);
  expect(rows).toEqual(await libraryReads(table, filter));
});

test('a page continues where one of the library or of the previous release has ended', async () => {
  const table = tableNamed('imports');
  const names = ['1', '2', '3', '4', '5'];
  for (const rowKey of names) await table.createEntity({ partitionKey: 'p', rowKey });
  const ask = { filter: rowsUnder('p'), rows: 2 };
  const pages = table
    .listEntities({ queryOptions: { filter: ask.filter } })
    .byPage({ maxPageSize: 2 });
  const { value: first } = await pages.next();
  const second = await queryRows(table, { ...ask, next: first.continuationToken });
  const third = await queryRows(table, { ...ask, next: second.next });
  expect([...second.rows, ...third.rows].map(({ rowKey }) => rowKey)).toEqual(['3', '4', '5']);
  expect(third.next).toBeUndefined();
  const [own, theirs] = [await queryRows(table, ask), await queryRows(table, { ...ask, rows: 5 })];
  expect(own.next).toBe(first.continuationToken);
  expect(theirs.rows).toEqual(await libraryReads(table, ask.filter));
});

test('an empty filter matches every row, and a missing table is an error with its status', async () => {
  const table = tableNamed('schedule');
  for (const partitionKey of ['p', 'q']) await table.createEntity({ partitionKey, rowKey: 'r' });
  expect((await queryRows(table, { filter: '', rows: 1_000 })).rows).toHaveLength(2);
  const missing = await queryRows(tableNamed('nosuch'), { filter: '', rows: 1 }).catch(statusOf);
  expect(missing).toBe(404);
});

test('one row is what the library reads of it, and one that is missing is none', async () => {
  const table = tableNamed('mails');
  const key = { partitionKey: "O'Hara & son", rowKey: 'a+b ä' };
  await table.createEntity({ ...key, ...everyType });
  expect(await findRow(table, key)).toEqual(await table.getEntity(key.partitionKey, key.rowKey));
  expect(await findRow(table, { ...key, rowKey: 'other' })).toBeUndefined();
  expect(await findRow(tableNamed('nosuch'), key)).toBeUndefined();
});

test('an error about a response that ends early quotes none of it', async () => {
  const table = new TableClient('http://127.0.0.1:1/account', 'accounts', {
    allowInsecureConnection: true,
    httpClient: {
      sendRequest: async (request) => ({
        ...{ request, status: 200, bodyAsText: '{"value":[{"email":"anna@espoo.fi",' },
        headers: createHttpHeaders({ 'content-type': 'application/json' }),
      }),
    },
  });
  const error = await queryRows(table, { filter: '', rows: 1 }).catch((reason) => reason);
  expect(error).toMatchObject({ name: 'RestError' });
  expect(inspect(error)).not.toContain('anna');
});
