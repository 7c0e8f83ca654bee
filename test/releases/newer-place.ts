/** A row and those of its fields that only a newer release knows. */
import type { Key } from '../../src/store/tables.ts';
import { mergeRows } from '../support/direct-storage.ts';
import type { Row } from '../support/stored-copy.ts';

export type Fields = Record<string, string | number | boolean>;
export type Place = Key & { table: string; fields: Fields };

export const nameOf = ({ table, partitionKey, rowKey }: Omit<Place, 'fields'>): string =>
  `${table} ${partitionKey} ${rowKey}`;

export const placeOf = (table: string, { partitionKey, rowKey }: Row): Place => ({
  table,
  partitionKey,
  rowKey,
  fields: {},
});

/** Adds the fields to the rows, or creates them. */
export async function merge(connectionString: string, ...places: Place[]): Promise<void> {
  for (const [table, rows] of Map.groupBy(places, ({ table }) => table))
    await mergeRows(
      connectionString,
      table,
      rows.map(({ partitionKey, rowKey, fields }) => ({ partitionKey, rowKey, ...fields })),
    );
}
