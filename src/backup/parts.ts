/** What a backup holds: rows as stored, a table's page after page, and at the end the counts. */

import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { isJournal, readWholeTable, type StoredRow } from '../store/whole-tables.ts';

type TableName = Parameters<Store['table']>[0];

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
  // Before the accounts: a line whose person is there already invites nobody again.
  'imports',
  'accounts',
] as const satisfies readonly TableName[];

/** Under what the roots of the audit log are counted. */
export const rootsName = 'audit-roots';

/** A value of a kind that JSON does not have, as the storage library takes and names it. */
const typed = z.object({
  type: z.enum(['DateTime', 'Int64', 'Guid', 'Binary']),
  value: z.string(),
});
const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), typed]));
const row = z.intersection(fields, z.object({ partitionKey: z.string(), rowKey: z.string() }));
export type Row = z.infer<typeof row>;

/** A root of the audit log, as stored. */
const root = z.object({ day: z.iso.date(), text: z.string() });
export type Root = z.infer<typeof root>;

export const part = z.union([
  z.object({ root }),
  z.object({ table: z.string(), rows: z.array(row) }),
  z.object({ counts: z.record(z.string(), z.number()) }),
]);
export type Part = z.infer<typeof part>;

/** @returns the rows as a backup holds them, a page of whole partitions after the other */
export async function* pagesOf(store: Store, name: string): AsyncGenerator<Row[]> {
  for await (const rows of readWholeTable(store, name)) yield rows.map(stripped);
}

const kept: ReadonlySet<string> = new Set([...tablesBefore, ...tablesAfter]);

/** @throws Error for a table that no backup of this service holds */
export function assertBackedUp(name: string): void {
  if (!kept.has(name) && !isJournal(name))
    throw new Error(`the backup holds a table that is not known: ${name}`);
}

/** Without what storage adds by itself. */
function stripped(stored: StoredRow): Row {
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
