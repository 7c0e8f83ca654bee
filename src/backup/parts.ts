/** The content of a backup: rows as stored, table by table and page by page, then the counts. */

import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { readWholeTable, type StoredRow } from '../store/whole-tables.ts';

/** The name under which roots of the audit log are counted. */
export const rootsName = 'audit-roots';

/** A value of a type that JSON lacks, in the form of the storage library. */
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

/** @returns the rows in the form of a backup, in pages of whole partitions */
export async function* pagesOf(store: Store, name: string): AsyncGenerator<Row[]> {
  for await (const rows of readWholeTable(store, name)) yield rows.map(stripped);
}

/** Removes the fields that storage itself adds. */
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
