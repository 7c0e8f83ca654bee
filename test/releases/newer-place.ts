/** A row and those of its fields that only a newer release knows. */
import { TableClient } from '@azure/data-tables';
import type { Key } from '../../src/store/tables.ts';
import type { Row } from './copy.ts';

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

/** Adds the fields to the row, or creates it. */
export async function merge(
  connectionString: string,
  { table, partitionKey, rowKey, fields }: Place,
): Promise<void> {
  const local = { allowInsecureConnection: true };
  const client = TableClient.fromConnectionString(connectionString, table, local);
  await client.upsertEntity({ partitionKey, rowKey, ...fields }, 'Merge');
}
