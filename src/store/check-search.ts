/** Compares the search index with the lists, and corrects it by the accounts, which are authoritative. */
import { limit } from '../policy/limits.ts';
import { type Account, loadAccount } from './accounts.ts';
import { projectAndFollow } from './effects.ts';
import { UnreadableRow, withoutKey } from './foreign.ts';
import { inParallel } from './in-parallel.ts';
import { keysOf, nameOf, searchesAlike } from './project-search.ts';
import { gatheringRounds } from './rounds.ts';
import { directoryRow, type SearchRow, searchRow } from './rows/list.ts';
import { searchKeys, type WordKeys } from './search-keys.ts';
import type { Store } from './store.ts';
import { Conflict, type Key, quoted, readAll, type Stored, write } from './tables.ts';

/** People corrected at the same time, at most; their writes to one partition go together. */
const atOnceMax = 64;

/** Ids from the first (inclusive) to the last (exclusive). */
export type Slice = { from: string; until: string };

/** Ids are evenly spread over their first two hexadecimal digits. */
const slicesMax = 256;

/** @returns slices that together hold every id; `people` in all */
export function slicesOf(people: number): Slice[] {
  const count = Math.min(slicesMax, Math.max(1, Math.ceil(people / limit.searchSlicePeople)));
  const bound = (n: number) => {
    const first = Math.round((n * slicesMax) / count);
    return n === 0 ? '' : n === count ? '~' : first.toString(16).padStart(2, '0');
  };
  return Array.from({ length: count }, (_, n) => ({ from: bound(n), until: bound(n + 1) }));
}

type CheckDeps = { store: Store; keys: WordKeys };

/**
 * Reads the slice's rows of the lists and of the index, 1,000 a storage request; corrects at most a
 * handful of requests for each wrong person. A crash leaves the rest to the next check.
 * @returns how many people the slice has, and how many were corrected
 */
export async function checkSlice(deps: CheckDeps, slice: Slice) {
  const { wanted, missing } = await readWanted(deps, slice);
  const wrong = new Map<string, Stored<SearchRow>[]>();
  const filter = `userId ge ${quoted(slice.from)} and userId lt ${quoted(slice.until)}`;
  for await (const row of readAll(await deps.store.table('search'), searchRow, filter)) {
    const expected = wanted.get(row.userId);
    const name = nameOf(row);
    if (expected && missing.get(row.userId)?.has(name) && searchesAlike(withoutKey(row), expected))
      missing.get(row.userId)?.delete(name);
    else wrong.set(row.userId, [...(wrong.get(row.userId) ?? []), row]);
  }
  const lacking = [...missing].flatMap(([userId, names]) => (names.size > 0 ? [userId] : []));
  const ids = [...new Set([...lacking, ...wrong.keys()])];
  let corrected = 0;
  await gatheringRounds(() =>
    inParallel(ids, atOnceMax, async (userId) => {
      if (await correct(deps, userId, wrong.get(userId) ?? [])) corrected++;
    }),
  );
  return { people: wanted.size, corrected };
}

/** What the index should hold for everybody in the slice, and the rows not yet seen there. */
async function readWanted({ store, keys }: CheckDeps, { from, until }: Slice) {
  const wanted = new Map<string, SearchRow>();
  const missing = new Map<string, Set<string>>();
  const filter = `RowKey ge ${quoted(from)} and RowKey lt ${quoted(until)}`;
  for await (const listed of readAll(await store.table('directory'), directoryRow, filter)) {
    const { externalId: _, ...row } = withoutKey(listed);
    const searched = { ...row, userId: listed.rowKey };
    wanted.set(listed.rowKey, searched);
    missing.set(listed.rowKey, new Set(searchKeys(keys, searched).map(nameOf)));
  }
  return { wanted, missing };
}

/**
 * A row that has changed meanwhile is left to the next check.
 * @returns false for somebody whom only a newer release can read, and who is left to it
 */
async function correct(
  { store, keys }: CheckDeps,
  userId: string,
  wrong: readonly Stored<SearchRow>[],
): Promise<boolean> {
  const account = await readableOrNone(store, userId);
  if (account === 'unreadable') return false;
  await projectAndFollow({ store, keys }, userId, account);
  const has = new Set(keysOf(keys, account).map(nameOf));
  const table = await store.table('search');
  for (const row of wrong) if (!has.has(nameOf(row))) await removeIfSame(table, row);
  return true;
}

async function readableOrNone(
  store: Store,
  userId: string,
): Promise<Account | undefined | 'unreadable'> {
  try {
    return await loadAccount(store, userId);
  } catch (error) {
    if (error instanceof UnreadableRow) return 'unreadable';
    throw error;
  }
}

async function removeIfSame(
  table: Awaited<ReturnType<Store['table']>>,
  { partitionKey, rowKey, etag }: Key & { etag: string },
): Promise<void> {
  try {
    await write(table, [{ do: 'delete', key: { partitionKey, rowKey }, etag }]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
