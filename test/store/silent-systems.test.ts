/** Promise: every silent system is found, however many people wait for each. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { rowsPerRequestMax, transactionPartsMax, write } from '../../src/store/tables.ts';
import { systemsSilentSince } from '../../src/store/waiting-signals.ts';
import { freshAccount } from '../support/storage.ts';

const before = '2026-01-01T10:00:00.000Z';
const since = '2026-01-02T10:00:00.000Z';
const after = '2026-01-03T10:00:00.000Z';

test('a second silent system is found after a thousand people of the first', async () => {
  const { connectionString } = await freshAccount();
  const store = openStore({ AzureWebJobsStorage: connectionString });
  const table = await store.table('signals');
  const rowsOf = (systemId: string, people: number, at: string) =>
    Array.from({ length: people }, () => ({
      do: 'insert' as const,
      key: { partitionKey: systemId, rowKey: randomUUID() },
      row: { since: at, failures: 0 },
    }));
  const many = rowsOf('a', rowsPerRequestMax + 1, before);
  for (let from = 0; from < many.length; from += transactionPartsMax)
    await write(table, many.slice(from, from + transactionPartsMax));
  await write(table, rowsOf('b', 1, after));
  await write(table, rowsOf('c', 2, before));
  expect(await systemsSilentSince(store, since)).toEqual(['a', 'c']);
});
