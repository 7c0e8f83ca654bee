/** Imports and their lines: each import is one partition, deleted after `importKeptDays`. */
import { z } from 'zod';
import { deleteRows } from './delete-rows.ts';
import { fieldsOrNone, withoutKey } from './foreign.ts';
import type { Keys } from './keyring.ts';
import { importKey, importLineKey, importLinePrefix } from './row-keys.ts';
import { type ImportLineRow, type ImportRow, importLineRow, importRow } from './rows/work.ts';
import type { Store } from './store.ts';
import {
  anyRow,
  Conflict,
  getRow,
  quoted,
  readAll,
  readPage,
  rowsUnder,
  transactionPartsMax,
  type Write,
  write,
} from './tables.ts';

type Tables = Pick<Store, 'table'>;

/** @returns the id of the account that a line creates, the same at every try */
export const importedIdOf = (keys: Pick<Keys, 'idFor'>, importId: string, email: string): string =>
  keys.idFor(`import ${importId} ${email}`);

export type Import = { importId: string; row: ImportRow; etag: string };
export type ImportLine = ImportLineRow & { line: number };

/** One storage request. */
export async function loadImport(store: Tables, importId: string): Promise<Import | undefined> {
  const row = await getRow(await store.table('imports'), importRow, importKey(importId));
  return row && { importId, row: withoutKey(row), etag: row.etag };
}

/**
 * Writes the lines before the import itself. One storage request for each hundred lines, and one
 * more. The same import created concurrently is left unchanged.
 * @returns whether this one was created
 */
export async function createImport(
  store: Tables,
  importId: string,
  row: ImportRow,
  lines: readonly ImportLine[],
): Promise<boolean> {
  const table = await store.table('imports');
  const writes = lines.map(({ line, ...fields }): Write => {
    return { do: 'put', key: importLineKey(importId, line), row: fields };
  });
  const batches = Math.ceil(writes.length / transactionPartsMax);
  await Promise.all(
    Array.from({ length: batches }, (_, index) => index * transactionPartsMax).map((from) =>
      write(table, writes.slice(from, from + transactionPartsMax)),
    ),
  );
  try {
    await write(table, [{ do: 'insert', key: importKey(importId), row }]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** @returns the lines in order. One storage request for each thousand. */
export async function readImportLines(store: Tables, importId: string): Promise<ImportLine[]> {
  const table = await store.table('imports');
  const lines: ImportLine[] = [];
  for await (const row of readAll(table, importLineRow, rowsUnder(importId, importLinePrefix)))
    lines.push({ ...withoutKey(row), line: Number(row.rowKey.slice(importLinePrefix.length)) });
  return lines.sort((a, b) => a.line - b.line);
}

/** @returns how many lines only a newer release can read. Requests as above. */
export async function countUnreadableWaiting(store: Tables, importId: string): Promise<number> {
  const table = await store.table('imports');
  let count = 0;
  const filter = rowsUnder(importId, importLinePrefix);
  for await (const line of readAll(table, anyRow, filter))
    if (line['outcome'] === undefined && fieldsOrNone(importLineRow, line).length === 0) count++;
  return count;
}

/**
 * Keeps only the outcome of the line: fields unknown to this release may be personal data. One
 * storage request.
 */
export async function settleImportLine(
  store: Tables,
  importId: string,
  line: number,
  outcome: Pick<ImportLineRow, 'at' | 'outcome' | 'why'>,
): Promise<void> {
  const key = importLineKey(importId, line);
  await write(await store.table('imports'), [{ do: 'put', key, row: outcome }]);
}

/** If another run has already finished the import, its result stands. One storage request. */
export async function finishImport(
  store: Tables,
  { importId, row, etag }: Import,
  now: string,
): Promise<void> {
  const done = { ...row, state: 'done', finishedAt: now };
  try {
    await write(await store.table('imports'), [
      { do: 'put', key: importKey(importId), row: done, etag },
    ]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

/** @returns the ids of unfinished imports that began before the instant. One storage request. */
export async function readImportsRunningSince(store: Tables, before: string): Promise<string[]> {
  const filter = `RowKey eq 'import' and state eq 'running' and at lt ${quoted(before)}`;
  const { rows } = await readPage(await store.table('imports'), importRow, { filter });
  return rows.map(({ partitionKey }) => partitionKey);
}

/** Deletes rows older than the instant, finished or not. @returns how many */
export async function deleteImportsBefore(store: Tables, before: string): Promise<number> {
  const table = await store.table('imports');
  let deleted = 0;
  for (;;) {
    const { rows } = await readPage(table, z.object({}), { filter: `at lt ${quoted(before)}` });
    if (rows.length === 0) return deleted;
    await deleteRows(table, rows);
    deleted += rows.length;
  }
}
