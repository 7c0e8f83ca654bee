/** Promise: local storage starts or says why not in one line, keeps its data, and ends with us. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { odata, TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { partitionOf } from '../../src/local/azurite-partitions.ts';
import { advance, setOffset } from '../../src/local/clock.ts';
import { slowConnection } from '../../src/local/slow-proxy.ts';
import { StartError } from '../../src/local/start-error.ts';

const folder = () => mkdtemp(join(tmpdir(), 'storage-'));

async function queueOf(connection: string, name = 'things'): Promise<QueueClient> {
  const queue = new QueueClient(connection, name);
  await queue.createIfNotExists();
  return queue;
}

const received = async (queue: QueueClient) =>
  (await queue.receiveMessages()).receivedMessageItems.map((message) => message.messageText);

test.each([
  ["PartitionKey eq 'c'", 'c'],
  ["PartitionKey eq 'it''s' and RowKey gt '2'", "it's"],
  ["PartitionKey eq '' and RowKey eq 'x'", ''],
  ["PartitionKey eq 'c' or RowKey eq '3'", undefined],
  ["PartitionKey ge 'c'", undefined],
  ["RowKey eq '1' and PartitionKey eq 'c'", undefined],
  ['', undefined],
])('a query by %s reads the partition %s', (filter, partition) => {
  expect(partitionOf(filter)).toBe(partition);
});

describe('in memory, with accounts', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite({ accounts: 3 });
  });
  afterAll(async () => {
    await setOffset(0);
    await azurite.stop();
  });

  test('listens on this machine only', () => {
    for (const url of Object.values(azurite.urls)) expect(new URL(url).hostname).toBe('127.0.0.1');
  });

  test('isolates accounts from each other', async () => {
    expect(azurite.accounts).toEqual(['t0', 't1', 't2']);
    const mine = await queueOf(azurite.connectionString('t0'));
    const theirs = await queueOf(azurite.connectionString('t1'));
    await mine.sendMessage('mine');
    expect(await received(theirs)).toEqual([]);
    expect(await received(mine)).toEqual(['mine']);
  });

  test('follows the clock: a message hidden for an hour appears after an hour', async () => {
    const queue = await queueOf(azurite.connectionString('t2'));
    await queue.sendMessage('later', { visibilityTimeout: 3_600 });
    expect(await received(queue)).toEqual([]);
    await advance(3_601_000);
    expect(await received(queue)).toEqual(['later']);
  });

  test('keeps tables apart when an earlier one is deleted and created again', async () => {
    const tables = ['first', 'second', 'third'].map((name) =>
      TableClient.fromConnectionString(azurite.connectionString('t1'), name, {
        allowInsecureConnection: true,
      }),
    );
    const contents = () =>
      Promise.all(
        tables.map(async (table) => {
          const found: unknown[] = [];
          for await (const { rowKey } of table.listEntities()) found.push(rowKey);
          return found;
        }),
      );
    for (const [index, table] of tables.entries()) {
      await table.createTable();
      await table.createEntity({ partitionKey: 'p', rowKey: String(index) });
    }
    expect(await contents()).toEqual([['0'], ['1'], ['2']]);
    await tables[0]?.deleteTable();
    await expect(contents()).rejects.toMatchObject({ statusCode: 404 });
    await tables[0]?.createTable();
    expect(await contents()).toEqual([[], ['1'], ['2']]);
  });

  test('finds the rows of a partition page by page, whatever else is in the filter', async () => {
    const table = TableClient.fromConnectionString(azurite.connectionString('t0'), 'things', {
      allowInsecureConnection: true,
    });
    await table.createTable();
    for (const partitionKey of ["it's", 'a or b', 'c'])
      for (const rowKey of ['1', '2', '3']) await table.createEntity({ partitionKey, rowKey });
    const pages = async (filter: string) => {
      const found: string[][] = [];
      const options = { queryOptions: { filter } };
      for await (const page of table.listEntities(options).byPage({ maxPageSize: 2 }))
        found.push(page.map(({ partitionKey, rowKey }) => `${partitionKey} ${rowKey}`));
      return found;
    };
    expect(await pages(odata`PartitionKey eq ${"it's"}`)).toEqual([
      ["it's 1", "it's 2"],
      ["it's 3"],
    ]);
    expect(await pages(odata`PartitionKey eq ${'c'} and RowKey gt ${'2'}`)).toEqual([['c 3']]);
    expect(await pages(odata`PartitionKey eq ${'a or b'} and RowKey lt ${'2'}`)).toEqual([
      ['a or b 1'],
    ]);
    expect(
      await pages(odata`PartitionKey eq ${'c'} and RowKey eq ${'1'} or RowKey eq ${'3'}`),
    ).toEqual([
      ['a or b 3', 'c 1'],
      ['c 3', "it's 3"],
    ]);
    expect(await pages(odata`PartitionKey ge ${'c'} and RowKey eq ${'1'}`)).toEqual([
      ['c 1', "it's 1"],
    ]);
  });

  test('refuses a taken port with a one-line error', async () => {
    const table = Number(new URL(azurite.urls.table).port);
    await expect(startAzurite({ ports: { table } })).rejects.toThrow(
      new StartError(`Port ${table} is taken: choose another for Azurite.`),
    );
  });

  test('can be slowed down in both directions', async () => {
    const slow = await slowConnection(azurite.connectionString('t0'), 60);
    const queue = await queueOf(slow.connectionString, 'slow');
    const before = performance.now();
    await queue.getProperties();
    expect(performance.now() - before).toBeGreaterThan(119);
    await slow.stop();
  });
});

describe('with a folder', () => {
  test('has the same data after a restart, and refuses a second start while running', async () => {
    const data = await folder();
    const first = await startAzurite({ folder: data });
    await (await queueOf(first.connectionString())).sendMessage('kept');
    const second = startAzurite({ folder: data });
    await expect(second).rejects.toThrow(
      `The data folder ${data} is in use by process ${process.pid}`,
    );
    await expect(second).rejects.toBeInstanceOf(StartError);
    await first.stop();
    const again = await startAzurite({ folder: data });
    expect(await received(await queueOf(again.connectionString()))).toEqual(['kept']);
    await again.stop();
    expect(existsSync(join(data, 'lock'))).toBe(false);
  });

  test('refuses a folder that is a file', async () => {
    const file = join(await folder(), 'file');
    writeFileSync(file, '');
    await expect(startAzurite({ folder: file })).rejects.toThrow(/can't be used \(EEXIST\)/);
  });

  test('ends with its parent for any reason, and the next start takes over', async () => {
    const data = await folder();
    const module = new URL('../../src/local/azurite.ts', import.meta.url).href;
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `const { startAzurite } = await import(${JSON.stringify(module)});
         const { urls } = await startAzurite({ folder: ${JSON.stringify(data)} });
         process.stdout.write(urls.queue);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [url] = await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect
      .poll(
        () =>
          fetch(String(url)).then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 5_000 },
      )
      .toBe('down');
    const next = await startAzurite({ folder: data });
    await next.stop();
  });
});
