/** A row and those of its fields that only a newer release knows. */
import { TableClient } from '@azure/data-tables';
import { batchesOf } from '../../src/store/batches.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
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

const atOnceMax = 16;

/** Adds the fields to the rows, or creates them; each row is given once. */
export async function merge(connectionString: string, ...places: Place[]): Promise<void> {
  const batches = batchesOf(places, ({ table, partitionKey }) => `${table} ${partitionKey}`);
  await inParallel(batches, atOnceMax, async (batch) => {
    const local = { allowInsecureConnection: true };
    const client = TableClient.fromConnectionString(connectionString, batch[0]?.table ?? '', local);
    await client.submitTransaction(
      batch.map(({ partitionKey, rowKey, fields }) => [
        'upsert',
        { partitionKey, rowKey, ...fields },
        'Merge',
      ]),
    );
  });
}
