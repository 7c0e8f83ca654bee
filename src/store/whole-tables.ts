/** Whole tables for a backup and its restore: every row as stored, partition after partition. */
import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { batchesOf } from './batches.ts';
import { unknownIn } from './foreign.ts';
import { inParallel } from './in-parallel.ts';
import { isGone } from './journal.ts';
import { journalPrefix } from './names.ts';
import {
  awaitingPartition,
  eventPrefix,
  knownSystemPrefix,
  legacyHashKey,
  sessionPrefix,
  type TableName,
  tables,
  userEventKey,
} from './row-keys.ts';
import { eventRow, type JournalRow } from './rows/event.ts';
import type { Store } from './store.ts';
import { suspendedRunKey } from './suspended-run.ts';
import { anyRow, type Key, quoted, readPage, type Stored, write } from './tables.ts';

/** Each field as the storage library reads it. */
export type StoredRow = Stored<Record<string, unknown>>;

/** Transactions in flight, at most. */
const atOnceMax = 16;

/** `logins`, `directory`, `search` and `schedule` are derived from the accounts; `throttle` expires daily. */
const notBackedUp: ReadonlySet<string> = new Set<TableName>([
  'logins',
  'directory',
  'search',
  'schedule',
  'throttle',
]);
const backedUp = tables.filter((name) => !notBackedUp.has(name));

/** @returns whether it is the table of a month's journal */
export const isJournal = (table: string): boolean => table.startsWith(journalPrefix);

/**
 * @returns the tables of a backup, in the order of reading and writing: keys first, since they open
 * the rest; journals, oldest first, before accounts, since an event without a journal row does less
 * harm than the reverse; imports before accounts, since a line invites nobody whose account exists
 */
export async function tablesToBackUp(store: Pick<Store, 'journalMonths'>): Promise<string[]> {
  const journals = (await store.journalMonths()).map((month) => `${journalPrefix}${month}`);
  const first = ['keys', 'imports'];
  const rest = backedUp.filter((name) => !first.includes(name));
  return ['keys', ...journals, 'imports', ...rest];
}

/** @throws Error for a table that is never part of a backup */
export function assertBackedUp(name: string): void {
  if (!isJournal(name) && !backedUp.some((known) => known === name))
    throw new Error(`the backup holds an unknown table: ${name}`);
}

/**
 * One request reads a whole partition, so that each is consistent: if a page cuts a partition off,
 * reading resumes at that partition's beginning. Beyond 1,000 rows only events follow, which never
 * change. Reading ends early in a month that retention drops meanwhile.
 * Sessions end with a restore, a suspended run is computed anew, and whoever awaits a decision is
 * projected from the accounts: all three are omitted.
 */
export async function* readWholeTable(store: Store, name: string): AsyncGenerator<StoredRow[]> {
  if (!isJournal(name)) return yield* pagesIn(await openTable(store, name), name);
  try {
    yield* pagesIn(await store.journalIfAny(name.slice(journalPrefix.length)), name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Creates a month's journal if it is missing. One storage request for each hundred rows. */
export async function insertRows(
  store: Store,
  name: string,
  rows: readonly (Key & Record<string, unknown>)[],
): Promise<void> {
  const table = await openTable(store, name);
  const batches = batchesOf(rows, ({ partitionKey }) => partitionKey);
  await inParallel(batches, atOnceMax, (batch) =>
    write(
      table,
      batch.map(({ partitionKey, rowKey, ...fields }) => {
        const foreign = unknownIn(z.object({}), fields);
        return { do: 'insert', key: { partitionKey, rowKey }, row: foreign } as const;
      }),
    ),
  );
}

/** @returns the first table that holds a row. One storage request for each table. */
export async function findFilledTable(store: Store): Promise<TableName | undefined> {
  for (const name of tables) {
    const { rows } = await readPage(await store.table(name), z.object({}), { filter: '', rows: 1 });
    if (rows.length > 0) return name;
  }
  return undefined;
}

export const isAccount = ({ rowKey }: Key): boolean => rowKey === 'account';
export const isKnownSystem = ({ rowKey }: Key): boolean => rowKey.startsWith(knownSystemPrefix);
export const isEvent = ({ rowKey }: Key): boolean => rowKey.startsWith(eventPrefix);

/** @returns the fields as a row among the person's events */
export const withEventKey = <T extends object>(userId: string, eventId: string, fields: T) => ({
  ...userEventKey(userId, eventId),
  ...fields,
});

/** @returns the journal row of an event; undefined if the event was ruled out */
export function journalRowOf(
  row: Key & Record<string, unknown>,
  subjectKind: JournalRow['subjectKind'],
): JournalRow | undefined {
  const { mac: _, number: __, void: ruledOut, ...event } = eventRow.parse(row);
  if (ruledOut) return undefined;
  const parts = row.rowKey.split('.');
  const subjectId = subjectKind === 'user' ? row.partitionKey : (parts[1] ?? '');
  return { ...event, eventId: parts.at(-1) ?? '', subjectKind, subjectId, state: 'done' };
}

async function openTable(store: Store, name: string): Promise<TableClient> {
  if (isJournal(name)) return store.journal(name.slice(journalPrefix.length));
  const known = tables.find((candidate) => candidate === name);
  if (!known) throw new Error(`the backup holds an unknown table: ${name}`);
  return store.table(known);
}

async function* pagesIn(table: TableClient, name: string) {
  let filter = '';
  let next: string | undefined;
  let cut: boolean;
  do {
    const page = await readPage(table, anyRow, { filter, next });
    const last = page.next ? page.rows.at(-1)?.partitionKey : undefined;
    const whole = page.rows.filter((candidate) => candidate.partitionKey !== last);
    cut = last !== undefined && whole.length > 0;
    if (cut && last) filter = `PartitionKey ge ${quoted(last)}`;
    next = cut ? undefined : page.next;
    const rows = (cut ? whole : page.rows).filter((candidate) => isKept(name, candidate));
    if (rows.length > 0) yield rows;
  } while (cut || next);
}

function isKept(table: string, { partitionKey, rowKey }: Key): boolean {
  const { partitionKey: state, rowKey: suspended } = suspendedRunKey;
  if (table === 'keys') return !(partitionKey === state && rowKey === suspended);
  if (table === 'organizations') return partitionKey !== awaitingPartition;
  // A hash of another system must be gone after its last day, in the backups too.
  return !rowKey.startsWith(sessionPrefix) && rowKey !== legacyHashKey('').rowKey;
}
