/** Counts attempts, one row for each counter; of two concurrent counts, one must be repeated. */
import { dayOf } from '../policy/lifecycle.ts';
import type { Attempts } from './accounts.ts';
import { deleteDaysBefore } from './delete-rows.ts';
import { foreignIn } from './foreign.ts';
import { attemptsKey, codesKey, dayKey, type TableName, toldKey } from './row-keys.ts';
import { type AttemptsRow, attemptsRow } from './rows/account.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, type Key, write } from './tables.ts';

/** Where attempts are counted: in the account itself, or by day and keyed hash in `throttle`. */
export type Counter = { table: TableName; key: Key };

export const codesCounter = (userId: string): Counter => ({
  table: 'accounts',
  key: codesKey(userId),
});

export const accountCounter = (userId: string): Counter => ({
  table: 'accounts',
  key: attemptsKey(userId),
});

export const toldCounter = (userId: string): Counter => ({
  table: 'accounts',
  key: toldKey(userId),
});

/** @param name a keyed hash of an unknown address or of a source; deleted after a day */
export const dayCounter = (name: string, now: string): Counter => ({
  table: 'throttle',
  key: dayKey(dayOf(now), name),
});

/** One storage request. */
export async function readAttempts(
  store: Pick<Store, 'table'>,
  at: Counter,
): Promise<Attempts | undefined> {
  return getRow(await store.table(at.table), attemptsRow, at.key);
}

/**
 * One storage request.
 * @param known the row as last read
 * @returns false if another attempt has been counted since
 */
export async function writeAttempts(
  store: Pick<Store, 'table'>,
  at: Counter,
  known: Attempts | undefined,
  counted: AttemptsRow,
): Promise<boolean> {
  const row = { ...foreignIn(known), ...counted };
  const part = known?.etag
    ? { do: 'put' as const, key: at.key, row, etag: known.etag }
    : { do: 'insert' as const, key: at.key, row };
  try {
    await write(await store.table(at.table), [part]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** Leaves a mark without counting anything. One storage request. */
export async function markSeen(
  store: Pick<Store, 'table'>,
  { table, key }: Counter,
  now: string,
): Promise<void> {
  const row: AttemptsRow = { count: 0, since: now };
  await write(await store.table(table), [{ do: 'merge', key, row }]);
}

/** @param day such as `2026-12-31`: counters of earlier days are deleted @returns how many */
export const deleteCountersBefore = async (
  store: Pick<Store, 'table'>,
  day: string,
): Promise<number> => deleteDaysBefore(await store.table('throttle'), day);
