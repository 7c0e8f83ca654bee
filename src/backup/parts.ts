/** What a backup holds: rows as stored, a table's page after page, and at the end the counts. */
import { z } from 'zod';
import { isGone } from '../store/journal.ts';
import { journalPrefix, type TableName } from '../store/names.ts';
import { sessionPrefix } from '../store/row-keys.ts';
import type { Store } from '../store/store.ts';
import { quoted, readPage, type Stored } from '../store/tables.ts';

/**
 * In the order in which they are read and written: keys come first, since they open the rest;
 * journals before accounts, since an event without a journal row does less harm than the reverse.
 * `logins`, `directory` and `schedule` are left out: they follow from the accounts. So is
 * `throttle`, which is forgotten in a day.
 */
export const tablesBefore = ['keys'] as const satisfies readonly TableName[];
export const tablesAfter = [
  'organizations',
  'notices',
  'mails',
  'accounts',
] as const satisfies readonly TableName[];

/** A value of a kind that JSON does not have, as the storage library takes and names it. */
const typed = z.object({
  type: z.enum(['DateTime', 'Int64', 'Guid', 'Binary']),
  value: z.string(),
});
const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), typed]));
const row = z.intersection(fields, z.object({ partitionKey: z.string(), rowKey: z.string() }));
export type Row = z.infer<typeof row>;

export const part = z.union([
  z.object({ table: z.string(), rows: z.array(row) }),
  z.object({ counts: z.record(z.string(), z.number()) }),
]);
export type Part = z.infer<typeof part>;

/** For writing: makes the journal of a month where there is none. */
export async function openTable(store: Store, name: string) {
  if (name.startsWith(journalPrefix)) return store.journal(name.slice(journalPrefix.length));
  const known = [...tablesBefore, ...tablesAfter].find((candidate) => candidate === name);
  if (!known) throw new Error(`the backup holds a table that is not known: ${name}`);
  return store.table(known);
}

/**
 * One request reads a partition whole, so that each is as it was at one instant: a page that cuts
 * the last one off is read again from the beginning of that partition. Beyond 1,000 rows only
 * events follow, which never change. A month that retention drops meanwhile is over there.
 */
export async function* pagesOf(store: Store, name: string): AsyncGenerator<Row[]> {
  if (!name.startsWith(journalPrefix)) return yield* pagesIn(await openTable(store, name), name);
  try {
    yield* pagesIn(await store.journalIfAny(name.slice(journalPrefix.length)), name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

type Table = Parameters<typeof readPage>[0];

async function* pagesIn(table: Table, name: string): AsyncGenerator<Row[]> {
  let filter = '';
  let next: string | undefined;
  let cut: boolean;
  do {
    const page = await readPage(table, z.looseObject({}), { filter, next });
    const last = page.next ? page.rows.at(-1)?.partitionKey : undefined;
    const whole = page.rows.filter((candidate) => candidate.partitionKey !== last);
    cut = last !== undefined && whole.length > 0;
    if (cut && last) filter = `PartitionKey ge ${quoted(last)}`;
    next = cut ? undefined : page.next;
    const rows = (cut ? whole : page.rows).filter((candidate) => isKept(name, candidate));
    if (rows.length > 0) yield rows.map(stripped);
  } while (cut || next);
}

/** Sessions end with a restore, and a run that waited for an administrator is computed anew. */
function isKept(table: string, { partitionKey, rowKey }: Row | Stored<object>): boolean {
  if (table === 'keys') return !(partitionKey === 'state' && rowKey === 'held');
  return !rowKey.startsWith(sessionPrefix);
}

/** Without what storage adds by itself. */
function stripped(stored: Stored<Record<string, unknown>>): Row {
  const { etag: _, timestamp: __, ...kept } = stored;
  const values = Object.entries(kept).map(([name, value]) => [name, typedValue(value)]);
  return row.parse(Object.fromEntries(values));
}

/** Only a newer release writes such values. */
function typedValue(value: unknown): unknown {
  if (value instanceof Date) return { type: 'DateTime', value: value.toISOString() };
  if (typeof value === 'bigint') return { type: 'Int64', value: String(value) };
  if (value instanceof Uint8Array)
    return { type: 'Binary', value: Buffer.from(value).toString('base64') };
  return value;
}
