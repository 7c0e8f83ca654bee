/** The search index: the same row for each word of a person's, and none for a word no longer there. */
import type { TableClient } from '@azure/data-tables';
import { dayOf } from '../policy/lifecycle.ts';
import type { Account } from './accounts.ts';
import { withoutKey } from './foreign.ts';
import { type SearchRow, searchRow } from './rows/list.ts';
import { searchKeys, type WordKeys } from './search-keys.ts';
import { type Before, clears, shown } from './shown.ts';
import type { Store } from './store.ts';
import { getRow, type Key, putKeeping, remove, write } from './tables.ts';

type ProjectDeps = { store: Pick<Store, 'table'>; keys: WordKeys };

/**
 * Rows of words that the person no longer has are removed by `removeUnsearched`. One request for each
 * word, and another if a field is cleared, so that foreign fields survive. For somebody who was only
 * active, one that finds out whether the index shows the same already.
 * @param before see `Before`; omitted if no longer known
 */
export async function projectSearch(
  { store, keys }: ProjectDeps,
  account: Account,
  before: Before | undefined,
): Promise<void> {
  const row = searchedRow(account);
  if (!row) return;
  const table = await store.table('search');
  const all = searchKeys(keys, row);
  const stored = before === 'active' ? await firstOf(table, all) : undefined;
  if (stored && searchesAlike(stored, row)) return;
  const had = before === 'active' || before === 'none' ? stored : before && searchedRow(before);
  const isPlain = before === 'none' || (had !== undefined && !clears(had, row));
  await Promise.all(
    all.map((key) =>
      isPlain ? write(table, [{ do: 'merge', key, row }]) : putKeeping(table, searchRow, key, row),
    ),
  );
}

async function firstOf(table: TableClient, [key]: readonly Key[]): Promise<SearchRow | undefined> {
  const found = key && (await getRow(table, searchRow, key));
  return found && withoutKey(found);
}

/**
 * One request for each row; a row that a later change has given back is kept.
 * @param former what `unsearchedBy` returned for the change
 */
export async function removeUnsearched(
  { store, keys }: ProjectDeps,
  former: readonly [string, string][],
  account: Account | undefined,
): Promise<void> {
  const has = new Set(keysOf(keys, account).map(nameOf));
  const gone = former
    .map(([partitionKey, rowKey]) => ({ partitionKey, rowKey }))
    .filter((key) => !has.has(nameOf(key)));
  const table = await store.table('search');
  await Promise.all(gone.map((key) => remove(table, key)));
}

/** @returns the rows (partition and row key) that the person has before a change and not after it */
export function unsearchedBy(
  keys: WordKeys,
  before: Account | undefined,
  after: Account,
): [string, string][] {
  if (!before) return [];
  const isSame = before.person === after.person && before.row.activatedAt === after.row.activatedAt;
  if (isSame && !after.row.erasedAt) return [];
  const has = new Set(keysOf(keys, after).map(nameOf));
  return keysOf(keys, before)
    .filter((key) => !has.has(nameOf(key)))
    .map(({ partitionKey, rowKey }) => [partitionKey, rowKey]);
}

/** @returns what the index shows of the person, if anything */
export function searchedRow(account: Account): SearchRow | undefined {
  const { person, row } = account;
  if (!person || row.erasedAt) return undefined;
  return shown(account, searchRow);
}

/**
 * Of several times at which somebody was active on one day, the index shows any. What only a newer
 * release can read is not compared.
 */
export function searchesAlike(one: SearchRow, other: SearchRow): boolean {
  const textOf = (given: SearchRow) => {
    const row = searchRow.parse(given);
    const seen = { ...row, lastActivityAt: row.lastActivityAt && dayOf(row.lastActivityAt) };
    const fields = Object.entries(seen).filter(([, value]) => value !== undefined);
    return JSON.stringify(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  return textOf(one) === textOf(other);
}

export function keysOf(keys: WordKeys, account: Account | undefined): Key[] {
  const row = account && searchedRow(account);
  return row ? searchKeys(keys, row) : [];
}

export const nameOf = ({ partitionKey, rowKey }: Key): string => `${partitionKey}/${rowKey}`;
