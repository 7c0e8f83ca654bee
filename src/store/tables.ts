/** The only file that talks to Table Storage: typed rows in and out, and named errors. */

import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import {
  fieldsOf,
  foreignIn,
  isOfStorage,
  readableIn,
  type Travelling,
  unknownIn,
} from './foreign.ts';
import { findRow, queryRows, type RawRow } from './query-rows.ts';
import { isGathering, openRoundsOf } from './rounds.ts';
import { type RowRequest, sendTransaction, sendWrite } from './send-writes.ts';
import { statusOf } from './storage-status.ts';
import type { Key } from './table-request.ts';

export type { Key };

/** A row as stored: its key, its ETag and the fields that its schema names. */
export type Stored<T> = T & Key & { etag: string };

/**
 * One part of a transaction; all parts are in one partition. `etag` makes a part conditional.
 * `put` replaces the row; `merge` keeps the fields that it does not name.
 */
export type Write =
  | { do: 'insert'; key: Key; row: object }
  | { do: 'put'; key: Key; row: object; etag?: string }
  | { do: 'merge'; key: Key; row: object }
  | { do: 'delete'; key: Key; etag?: string };

/** Another write came first: the row exists, is gone, or has another ETag. */
export class Conflict extends Error {
  override name = 'Conflict';
}

const reporters = new WeakMap<TableClient, (rows: number) => void>();

/** @param report receives the number of rows of a page that this release could not read */
export function reportUnreadable(table: TableClient, report: (rows: number) => void): void {
  reporters.set(table, report);
}

/** Table Storage allows 100 parts a transaction. */
export const transactionPartsMax = 100;

/** Table Storage returns at most 1,000 rows a request. */
export const rowsPerRequestMax = 1_000;

/** Any row as stored: made once, because making a schema takes longer than reading with it. */
export const anyRow = z.looseObject({});

/** @throws UnreadableRow if the row holds a value unknown to this release */
export async function getRow<T extends z.ZodType>(
  table: TableClient,
  schema: T,
  key: Key,
): Promise<Stored<z.output<T>> | undefined> {
  const found = await findRow(table, key);
  return found && read(schema, found);
}

/**
 * Replaces the row's fields but keeps those that only a newer release knows. For rows that are
 * written without having been read and whose fields come and go. Two requests, of which the second is
 * left out if the row is as it should be, and two more for each lost race.
 * @throws Conflict after many lost races
 */
export async function putKeeping(
  table: TableClient,
  schema: z.ZodObject,
  key: Key,
  row: object,
): Promise<void> {
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const found = await getRow(table, anyRow, key);
    const part = found
      ? ({
          do: 'put',
          key,
          row: {
            ...row,
            foreign: { ...unknownIn(schema, found).foreign, ...foreignIn(row).foreign },
          },
          etag: found.etag,
        } as const)
      : ({ do: 'insert', key, row } as const);
    if (found && isStored(found, part)) return;
    try {
      return await write(table, [part]);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  throw new Conflict();
}

/** @throws Conflict, with nothing written, if the condition of a part does not hold */
export async function write(table: TableClient, parts: readonly Write[]): Promise<void> {
  const [only] = parts;
  // An empty ETag would turn a guarded change into an unguarded one: a bug in the caller.
  if (parts.some((part) => part.do === 'put' && part.etag === ''))
    throw new Error('a guarded write needs the ETag that was read');
  if (only && parts.length === 1 && !('etag' in only) && isGathering())
    return writeGathered(table, only);
  return writeNow(table, parts);
}

async function writeNow(table: TableClient, parts: readonly Write[]): Promise<void> {
  const [only] = parts;
  try {
    if (parts.length === 1 && only) await sendWrite(table, requestOf(only));
    else if (parts.length > 0) await sendTransaction(table, parts.map(requestOf));
  } catch (error) {
    const status = statusOf(error);
    if (status === 409 || status === 412 || status === 404) throw new Conflict();
    throw error;
  }
}

/** A write that may share a transaction, and the error that it alone met. */
type Gathered = { part: Write; error?: unknown };

/** Concurrent writes of one job to a partition go together. */
async function writeGathered(table: TableClient, part: Write): Promise<void> {
  const one: Gathered = { part };
  await addWrite(table, part.key.partitionKey, one);
  if (one.error !== undefined) throw one.error;
}

const addWrite = openRoundsOf<TableClient, Gathered>(async (table, _, ones) => {
  for (let from = 0; from < ones.length; from += transactionPartsMax)
    await writeTogether(table, ones.slice(from, from + transactionPartsMax));
});

/** If a part's condition does not hold, or two parts are about one row, each is written alone. */
async function writeTogether(table: TableClient, ones: readonly Gathered[]): Promise<void> {
  const keys = new Set(ones.map(({ part }) => part.key.rowKey));
  const parts = ones.map(({ part }) => part);
  try {
    if (keys.size === ones.length) return await writeNow(table, parts);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
  for (const one of ones) await writeNow(table, [one.part]).catch((error) => (one.error = error));
}

/**
 * Replaces a row that will be replaced again.
 * @returns its new ETag
 * @throws Conflict, with nothing written, if the row has changed
 */
export async function replace(
  table: TableClient,
  key: Key,
  row: object,
  etag: string,
): Promise<string> {
  try {
    const written = await table.updateEntity({ ...stored({ key, row }), ...key }, 'Replace', {
      etag,
    });
    return written.etag ?? '';
  } catch (error) {
    if (statusOf(error) === 412 || statusOf(error) === 404) throw new Conflict();
    throw error;
  }
}

/** Deletes a row; succeeds if it is already gone. */
export async function remove(table: TableClient, key: Key): Promise<void> {
  try {
    await table.deleteEntity(key.partitionKey, key.rowKey);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

/**
 * Reads one page in key order; `next` continues after it. One request.
 * Rows that this release cannot read are omitted and reported (`reportUnreadable`).
 */
export async function readPage<T extends z.ZodType>(
  table: TableClient,
  schema: T,
  ask: { filter: string; rows?: number; next?: string | undefined },
): Promise<{ rows: Stored<z.output<T>>[]; next?: string }> {
  const page = await queryRows(table, { ...ask, rows: ask.rows ?? rowsPerRequestMax });
  const rows = page.rows.flatMap((raw) => readableIn(() => read(schema, raw)));
  if (rows.length < page.rows.length) reporters.get(table)?.(page.rows.length - rows.length);
  return { rows, ...(page.next && { next: page.next }) };
}

/** Reads all matching rows, page after page; an empty filter matches all. */
export async function* readAll<T extends z.ZodType>(
  table: TableClient,
  schema: T,
  filter: string,
): AsyncGenerator<Stored<z.output<T>>> {
  let next: string | undefined;
  do {
    const page = await readPage(table, schema, { filter, next });
    yield* page.rows;
    next = page.next;
  } while (next);
}

/** @returns an OData literal; quotes in the text cannot end it */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A filter for the rows of a partition whose row key begins with `prefix`. */
export function rowsUnder(partitionKey: string, prefix = ''): string {
  const partition = `PartitionKey eq ${quoted(partitionKey)}`;
  if (prefix === '') return partition;
  return `${partition} and RowKey ge ${quoted(prefix)} and RowKey lt ${quoted(`${prefix}~`)}`;
}

function requestOf(part: Write): RowRequest {
  const { key } = part;
  if (part.do === 'delete') return { method: 'DELETE', key, ifMatch: part.etag ?? '*' };
  const row = stored(part);
  if (part.do === 'insert') return { method: 'POST', key, row };
  if (part.do === 'merge') return { method: 'PATCH', key, row };
  return { method: 'PUT', key, row, ifMatch: part.etag };
}

/** Objects and lists are stored as JSON text; absent fields are not stored. */
function stored({ key, row }: { key: Key; row: object }) {
  const { foreign = {}, etag: _, ...own }: Travelling = { ...row };
  const fields = Object.entries(own).flatMap(([name, value]) => {
    if (value === undefined || value === null || name in key) return [];
    return [[name, typeof value === 'object' ? JSON.stringify(value) : value]];
  });
  const kept = Object.entries(foreign).flatMap(([name, { stored: raw, readAs }]) =>
    own[name] === readAs ? [[name, raw]] : [],
  );
  return { ...Object.fromEntries(fields), ...Object.fromEntries(kept) };
}

/** @returns whether the row has exactly the fields that the part would store */
function isStored(found: object, part: { key: Key; row: object }): boolean {
  const wanted = new Map(Object.entries(stored(part)));
  const fields = Object.entries(found).filter(([name]) => !isOfStorage(name));
  return (
    fields.length === wanted.size && fields.every(([name, value]) => wanted.get(name) === value)
  );
}

function read<T extends z.ZodType>(schema: T, raw: RawRow): Stored<z.output<T>> {
  const { partitionKey = '', rowKey = '', etag = '' } = raw;
  // Everything is a field of any row.
  const row = Object.is(schema, anyRow) ? raw : fieldsOf(schema, raw);
  return Object.assign(row as object, { partitionKey, rowKey, etag }) as Stored<z.output<T>>;
}
