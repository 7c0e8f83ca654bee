/** Promise: writes are the requests that the library sends, and are refused with the same status. */
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import {
  AzureNamedKeyCredential,
  AzureSASCredential,
  type Edm,
  TableClient,
  type TableServiceClientOptions,
} from '@azure/data-tables';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findRow, queryRows } from '../../src/store/query-rows.ts';
import { type RowRequest, sendTransaction, sendWrite } from '../../src/store/send-writes.ts';
import { statusOf } from '../../src/store/storage-status.ts';
import { Conflict, getRow, write } from '../../src/store/tables.ts';
import { freshAccount } from '../support/storage.ts';

const at = new Date('2026-03-02T08:00:00.123Z');
const guid: Edm<'Guid'> = { type: 'Guid', value: '2a1c0c9e-6c7d-4b8e-9a55-6f6b3c9d1e10' };
const numbers = { big: 5_000_000_000n, half: 0.5, whole: 2, huge: 5_000_000_000, negative: -1 };
const texts = { text: "Åsa's & 100 % +/?", empty: '', json: '{"a":1}' };
const row = { ...numbers, ...texts, yes: true, at, guid, bytes: Buffer.of(0, 255) };
const key = { partitionKey: "O'Hara & son", rowKey: 'a+b/ä 1%' };
const entity = { ...key, ...row };
const etag = `W/"datetime'2026-03-02T08%3A00%3A00.1234567Z'"`;

/** What each write is for the library. */
const writes: [RowRequest, (table: TableClient) => Promise<unknown>][] = [
  [{ method: 'POST', key, row }, (table) => table.createEntity(entity)],
  [{ method: 'PUT', key, row }, (table) => table.upsertEntity(entity, 'Replace')],
  [{ method: 'PATCH', key, row }, (table) => table.upsertEntity(entity, 'Merge')],
  [
    { method: 'PUT', key, row, ifMatch: etag },
    (table) => table.updateEntity(entity, 'Replace', { etag }),
  ],
  [
    { method: 'DELETE', key, ifMatch: '*' },
    (table) => table.deleteEntity(key.partitionKey, key.rowKey),
  ],
  [
    { method: 'DELETE', key, ifMatch: etag },
    (table) => table.deleteEntity(key.partitionKey, key.rowKey, { etag }),
  ],
];

type Open = (options: TableServiceClientOptions) => TableClient;

const named = new AzureNamedKeyCredential('account', 'AAAA');
const withKey: Open = (options) =>
  new TableClient('http://127.0.0.1:1/account', 'accounts', named, options);

/** Of one part of a transaction. */
const done = 'HTTP/1.1 204 No Content\r\n';
const ofParts = createHttpHeaders({ 'content-type': 'multipart/mixed' });

/** @returns the requests that the work sends, none of which arrives, without ids and times */
async function sent(
  work: (table: TableClient) => Promise<unknown>,
  open = withKey,
): Promise<{ url: string }[]> {
  const seen: { url: string }[] = [];
  const table = open({
    allowInsecureConnection: true,
    httpClient: {
      async sendRequest(request) {
        const { method, url, allowInsecureConnection, body } = request;
        const headers: Record<string, string> = request.headers.toJSON();
        for (const name of ['x-ms-date', 'x-ms-client-request-id', 'authorization'])
          delete headers[name];
        const whole = JSON.stringify({ method, url, allowInsecureConnection, headers, body });
        seen.push(JSON.parse(whole.replaceAll(/(batch|changeset)_[\w-]{36}/g, '$1')));
        const status = method === 'GET' ? 404 : url.includes('$batch') ? 202 : 204;
        const parts = String(body).match(/ HTTP\/1\.1$/gm)?.length ?? 0;
        return { request, status, headers: ofParts, bodyAsText: done.repeat(parts) };
      },
    },
  });
  await work(table);
  return seen;
}

test('a write is the request that the library sends, whatever its values', async () => {
  for (const [one, theirs] of writes) {
    const requests = await sent((table) => sendWrite(table, one));
    expect(requests).toEqual(await sent(theirs));
    expect(requests).toHaveLength(1);
  }
});

test('a transaction is the request that the library sends', async () => {
  const upserts = writes.slice(0, 5).map(([one]) => one);
  const theirs = await sent((table) =>
    table.submitTransaction([
      ['create', entity],
      ['upsert', entity, 'Replace'],
      ['upsert', entity, 'Merge'],
      ['update', entity, 'Replace', { etag }],
      ['delete', key],
    ]),
  );
  expect(await sent((table) => sendTransaction(table, upserts))).toEqual(theirs);
});

const listed = (table: TableClient) =>
  table
    .listEntities({ queryOptions: { filter: "PartitionKey eq 'p'" } })
    .byPage({ maxPageSize: 1 })
    .next()
    .catch(statusOf);

/** The library asks for the format only by a header, and orders and encodes the query otherwise. */
function partsOf({ url }: { url: string }) {
  const { origin, pathname, searchParams } = new URL(url);
  searchParams.delete('$format');
  searchParams.sort();
  return [origin, pathname, [...searchParams]];
}

const address = 'https://account.table.core.windows.net/';
const signature = new AzureSASCredential('sv=2019-02-02&sig=a%2Bb%3D');
const connection = `TableEndpoint=${address};SharedAccessSignature=${signature.signature}`;

test.each<[string, Open]>([
  ['ends in a slash', (options) => new TableClient(address, 'accounts', named, options)],
  ['needs a signature', (options) => new TableClient(address, 'accounts', signature, options)],
  [
    'has a signature',
    (options) => TableClient.fromConnectionString(connection, 'accounts', options),
  ],
])('an account whose address %s gets the requests that the library sends', async (_, open) => {
  const { partitionKey, rowKey } = key;
  const both: RowRequest[] = [
    { method: 'POST', key, row },
    { method: 'DELETE', key, ifMatch: '*' },
  ];
  const found = await sent(async (table) => {
    for (const one of both) await sendWrite(table, one);
    await sendTransaction(table, both);
    await findRow(table, key);
  }, open);
  const theirs = await sent(async (table) => {
    await table.createEntity(entity);
    await table.deleteEntity(partitionKey, rowKey);
    await table.submitTransaction([
      ['create', entity],
      ['delete', key],
    ]);
    await table.getEntity(partitionKey, rowKey).catch(statusOf);
  }, open);
  expect(found).toEqual(theirs);
  const query = { filter: "PartitionKey eq 'p'", rows: 1 };
  const asked = await sent((table) => queryRows(table, query).catch(statusOf), open);
  expect(asked.map(partsOf)).toEqual((await sent(listed, open)).map(partsOf));
});

const answering = (status: number, bodyAsText: string) =>
  withKey({
    allowInsecureConnection: true,
    httpClient: {
      sendRequest: async (request) => ({
        ...{ request, status, bodyAsText },
        headers: createHttpHeaders({ 'content-type': 'text/html' }),
      }),
    },
  });

test.each([
  ['a page', 200, '<html></html>'],
  ['nothing', 202, ''],
  ['one part of two', 202, done],
])('a transaction to which the response is %s is not taken for written', async (_, ...answer) => {
  const both = writes.slice(0, 2).map(([one]) => one);
  const error = await sendTransaction(answering(...answer), both).catch((reason) => reason);
  expect(error).toMatchObject({ name: 'RestError', statusCode: undefined });
  await sendTransaction(answering(202, done.repeat(2)), both);
});

test('a write to which the response is a page is not taken for written', async () => {
  for (const [one] of writes)
    await expect(sendWrite(answering(200, '<html></html>'), one)).rejects.toThrow('otherwise');
});

let table: TableClient;
const any = z.looseObject({});
const at1 = { partitionKey: 'p', rowKey: '1' };
const at2 = { partitionKey: 'p', rowKey: '2' };

beforeAll(async () => {
  const { connectionString } = await freshAccount();
  const options = { allowInsecureConnection: true };
  table = TableClient.fromConnectionString(connectionString, 'accounts', options);
});

test('a transaction of which one part is refused writes nothing, and has the status of that part', async () => {
  await write(table, [{ do: 'insert', key: at1, row: { n: 1 } }]);
  const both: RowRequest[] = [
    { method: 'POST', key: at2, row: { n: 2 } },
    { method: 'POST', key: at1, row: { n: 2 } },
  ];
  expect(await sendTransaction(table, both).catch(statusOf)).toBe(409);
  expect(await getRow(table, any, at2)).toBeUndefined();
  const stale = { method: 'PUT', key: at1, row: { n: 3 }, ifMatch: etag } as const;
  expect(await sendTransaction(table, [both[0] as RowRequest, stale]).catch(statusOf)).toBe(412);
  expect(await getRow(table, any, at1)).toMatchObject({ n: 1 });
});

test('a deletion in a transaction needs the ETag that was read', async () => {
  await write(table, [{ do: 'put', key: at1, row: { n: 1 } }]);
  const read = await getRow(table, any, at1);
  await write(table, [{ do: 'put', key: at1, row: { n: 2 } }]);
  const parts = (tag: string | undefined) =>
    [
      { do: 'put', key: at2, row: { n: 2 } },
      { do: 'delete', key: at1, ...(tag && { etag: tag }) },
    ] as const;
  await expect(write(table, parts(read?.etag))).rejects.toThrow(Conflict);
  expect(await getRow(table, any, at1)).toMatchObject({ n: 2 });
  await write(table, parts((await getRow(table, any, at1))?.etag));
  expect(await getRow(table, any, at1)).toBeUndefined();
});
