/** Finds the fields of a stored row that the data map lacks. */
import { dataMap } from '../../src/privacy/data-map.ts';
import { journalPrefix } from '../../src/store/names.ts';
import { places } from '../../src/store/row-keys.ts';
import type { RowName } from '../../src/store/row-names.ts';

type Stored = { partitionKey: string; rowKey: string };

/** What storage adds to every row. */
const added = ['partitionKey', 'rowKey', 'etag', 'timestamp'];

/** @returns which row of the map a stored row is, by table and key */
export function rowNameOf(table: string, { partitionKey, rowKey }: Stored): RowName | undefined {
  if (table.startsWith(journalPrefix)) return 'journalRow';
  const found = places.find(
    ([name, partition, row]) => name === table && partition.test(partitionKey) && row.test(rowKey),
  );
  return found?.[3];
}

/** @returns the names of the fields, all of them if the row has no place in the map */
export function unmappedFields(table: string, row: Stored & Record<string, unknown>): string[] {
  const name = rowNameOf(table, row);
  const known: string[] = name ? Object.keys(dataMap[name]) : [];
  return Object.keys(row)
    .filter((field) => !added.includes(field) && !field.startsWith('odata'))
    .filter((field) => !known.includes(field))
    .map((field) => `${table} ${row.rowKey}: ${field}`);
}
