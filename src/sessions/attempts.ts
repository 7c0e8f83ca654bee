/** Wrong passwords are counted one by one before any is checked: fifty at once count as fifty. */
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account, Attempts } from '../store/accounts.ts';
import { attemptsKey, dayKey } from '../store/keys-of.ts';
import type { TableName } from '../store/names.ts';
import { type AttemptsRow, attemptsRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Conflict, getRow, type Key, write } from '../store/tables.ts';

/** Where something is counted: in the account itself, or by day and keyed hash in `throttle`. */
export type Counter = { table: TableName; key: Key };

export const accountCounter = (userId: string): Counter => ({
  table: 'accounts',
  key: attemptsKey(userId),
});

/** @param name a keyed hash: of an unknown address or of a source; gone after a day */
export const dayCounter = (name: string, now: string): Counter => ({
  table: 'throttle',
  key: dayKey(dayOf(now), name),
});

export async function readAttempts(store: Store, at: Counter): Promise<Attempts | undefined> {
  return getRow(await store.table(at.table), attemptsRow, at.key);
}

/**
 * Counted by day, forgotten by the minute: right after midnight the count of the day before stands,
 * as it does for an account; else midnight would tell which addresses have one.
 * @param name a keyed hash, the same on both days
 */
export async function readDayCounter(
  store: Store,
  name: string,
  now: string,
): Promise<{ at: Counter; attempts: Attempts | undefined }> {
  const earlier = new Date(Date.parse(now) - limit.attemptsForgottenMinutes * 60_000).toISOString();
  const at = dayCounter(name, now);
  const before = dayCounter(name, earlier);
  if (before.key.partitionKey === at.key.partitionKey)
    return { at, attempts: await readAttempts(store, at) };
  const [today, yesterday] = await Promise.all([
    readAttempts(store, at),
    readAttempts(store, before),
  ]);
  return yesterday && !isForgotten(yesterday, now)
    ? { at: before, attempts: yesterday }
    : { at, attempts: today };
}

/** @throws Refusal too_many_attempts, with the seconds after which it is worth trying again */
export function assertBelow(attempts: AttemptsRow | undefined, most: number, now: string): void {
  const current = attempts && !isForgotten(attempts, now) ? attempts : undefined;
  if (!current || current.count < most) return;
  const until = Date.parse(current.since) + limit.attemptsForgottenMinutes * 60_000;
  const retryAfterSeconds = Math.max(1, Math.ceil((until - Date.parse(now)) / 1_000));
  throw new Refusal('too_many_attempts', { retryAfterSeconds });
}

/**
 * Counts one attempt. One storage request when nobody else counts at the same moment.
 * @param attempts the row as just read
 * @throws Refusal too_many_attempts when the limit is reached, also by others meanwhile
 */
export async function countAttempt(
  store: Store,
  at: Counter,
  attempts: Attempts | undefined,
  most: number,
  now: string,
): Promise<void> {
  let known = attempts;
  for (let tries = 0; tries <= most; tries++) {
    assertBelow(known, most, now);
    if (await tryToCount(store, at, known, now)) return;
    known = await readAttempts(store, at);
  }
  throw new Refusal('too_many_attempts', { retryAfterSeconds: 1 });
}

async function tryToCount(
  store: Store,
  at: Counter,
  known: Attempts | undefined,
  now: string,
): Promise<boolean> {
  const row: AttemptsRow =
    known && !isForgotten(known, now)
      ? { count: known.count + 1, since: known.since }
      : { count: 1, since: now };
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

function isForgotten(attempts: AttemptsRow, now: string): boolean {
  const until = Date.parse(attempts.since) + limit.attemptsForgottenMinutes * 60_000;
  return until <= Date.parse(now);
}

/** The own password asked for again counts like a sign-in: one limit for every path. */
export async function countOwnAttempt(
  deps: Pick<Deps, 'store'>,
  account: Account,
  now: string,
): Promise<void> {
  const at = accountCounter(account.userId);
  await countAttempt(deps.store, at, account.attempts, limit.attemptsPerAccount, now);
}
