/** Fields of every type, and rows about a person, that this release does not know. */
import { eventPrefix } from '../../src/store/row-keys.ts';
import { readAccount } from '../support/direct-storage.ts';
import type { Row, Storage } from '../support/stored-copy.ts';
import { type Fields, merge, nameOf, type Place, placeOf } from './newer-place.ts';

const prefix = 'newer';

const plain: Fields = {
  newerText: 'kept as it is',
  newerCount: 7,
  newerShare: 0.5,
  newerFlag: true,
  newerList: '["one",{"two":2}]',
};

/** Rows about a person from a newer release, at any place in the sort order. */
const personRows = [
  'account.nickname',
  'account.device.0f3c',
  'account.zzz',
  'badge.1',
  'zebra',
  '0first',
];

export const fieldsOf = (row: object): string[] =>
  Object.keys(row).filter((field) => field.startsWith(prefix));

export const isErased = ({ rowKey, ...row }: Row): boolean =>
  rowKey === 'account' && row['erasedAt'] !== undefined;

/** Whether erasure must empty this row, whichever release wrote it. */
export function isEmptied(table: string, row: Row): boolean {
  if (table === 'imports') return row.rowKey.startsWith('line.') && row['outcome'] !== undefined;
  return table === 'accounts' && isErased(row);
}

/** Adds fields to every row without any. @param marked, strangers receive the additions */
export async function addFields(
  connectionString: string,
  marked: Map<string, Place>,
  strangers: Map<string, Place>,
): Promise<void> {
  const tables = await readAccount(connectionString);
  const names = namesOf(tables);
  const added = Object.entries(tables).flatMap(([table, rows]) =>
    rows
      .filter((row) => fieldsOf(row).length === 0 && !isEmptied(table, row))
      .filter((row) => !strangers.has(nameOf(placeOf(table, row))))
      .map((row) => ({ ...placeOf(table, row), fields: fieldsFor(table, row, names) })),
  );
  await merge(connectionString, ...added);
  for (const place of added) {
    const fields = { ...marked.get(nameOf(place))?.fields, ...place.fields };
    marked.set(nameOf(place), { ...place, fields });
  }
  const own = [...names].flatMap(([partitionKey, name]) =>
    personRows.map((rowKey) => {
      return { table: 'accounts', partitionKey, rowKey, fields: { name, note: `About ${name}` } };
    }),
  );
  const fresh = own.filter((place) => !strangers.has(nameOf(place)));
  await merge(connectionString, ...fresh);
  for (const place of fresh) strangers.set(nameOf(place), place);
}

/** @returns people's names by id */
function namesOf(tables: Storage['tables']): Map<string, string> {
  return new Map(
    (tables['accounts'] ?? [])
      .filter(({ rowKey }) => rowKey === 'account.person')
      .map((row) => [row.partitionKey, `${row['firstName']} ${row['lastName']}`]),
  );
}

function fieldsFor(table: string, row: Row, names: ReadonlyMap<string, string>): Fields {
  const inAccount = table === 'accounts' && !row.rowKey.startsWith(eventPrefix);
  const name = inAccount ? names.get(row.partitionKey) : undefined;
  const listed = table === 'directory' ? names.get(row.rowKey) : undefined;
  const newerName = name ?? listed;
  return { ...plain, ...(newerName && { newerName }) };
}
