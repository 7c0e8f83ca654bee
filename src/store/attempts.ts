/**
 * Attempts are counted one by one before any is checked: fifty at once count as fifty.
 * - A correct one is uncounted afterwards: only wrong ones stay counted.
 */

import { dayOf, endOfDayAfter } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import type { Attempts } from './accounts.ts';
import type { Keys } from './keyring.ts';
import type { AttemptsRow } from './rows/account.ts';
import type { Store } from './store.ts';
import { type Counter, dayCounter, readAttempts, writeAttempts } from './throttle.ts';

const windowMs = limit.attemptsForgottenMinutes * minuteMs;

/** A counter and its row as last read. */
export type Counted = { at: Counter; attempts: Attempts | undefined };

/**
 * Counters are stored by day, but attempts expire after minutes: just after midnight the previous
 * day's count still holds, as it does for accounts. Otherwise midnight would reveal which addresses
 * have an account.
 * @param name a keyed hash, the same on both days
 */
export async function readDayCounter(store: Store, name: string, now: string): Promise<Counted> {
  const earlier = earlierBy(now, windowMs);
  const at = dayCounter(name, now);
  const before = dayCounter(name, earlier);
  if (dayOf(earlier) === dayOf(now)) return { at, attempts: await readAttempts(store, at) };
  const [today, yesterday] = await Promise.all([
    readAttempts(store, at),
    readAttempts(store, before),
  ]);
  return yesterday && !isForgotten(yesterday, now)
    ? { at: before, attempts: yesterday }
    : { at, attempts: today };
}

/** @returns the counter of the day, under a name that cannot be reversed */
export const named = (keys: Pick<Keys, 'sourceHash'>, name: string, now: string): Counter =>
  dayCounter(keys.sourceHash(name, dayOf(now)), now);

/** How many attempts are allowed: within the window of minutes, and per day (Helsinki). */
export type Allowance = { perWindow?: number; perDay?: number };

/** Attempts at one account from anywhere; NIST SP 800-63B-4 allows at most 100. */
export const accountAllowance: Allowance = {
  perWindow: limit.attemptsPerAccount,
  perDay: limit.attemptsPerAccountDay,
};

/** Six digits need a daily limit; recovery codes and passkeys do not, so the owner can sign in. */
export const codesAllowance: Allowance = { perDay: limit.wrongCodesPerDay };

/** Counts and never refuses: each lost race means that another attempt was counted. */
export const countOnly: Allowance = { perDay: Number.MAX_SAFE_INTEGER };

/** @throws Refusal too_many_attempts, with the seconds until a retry makes sense */
export function assertBelow(
  attempts: AttemptsRow | undefined,
  allowance: Allowance,
  now: string,
): void {
  const milliseconds = waitMilliseconds(attempts, allowance, now);
  if (milliseconds === 0) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  throw new Refusal('too_many_attempts', { retryAfterSeconds });
}

/** @returns how long no further attempt is allowed; 0 if one is allowed now */
export function waitMilliseconds(
  attempts: AttemptsRow | undefined,
  { perWindow = Number.POSITIVE_INFINITY, perDay = Number.POSITIVE_INFINITY }: Allowance,
  now: string,
): number {
  const { count, since, today } = standing(attempts, now);
  const forgotten = count >= perWindow ? Date.parse(since) + windowMs : 0;
  const tomorrow = today >= perDay ? Date.parse(endOfDayAfter(now, { days: 0 })) : 0;
  return Math.max(0, Math.max(forgotten, tomorrow) - Date.parse(now));
}

/**
 * Counts one attempt. One storage request unless others count at the same moment.
 * @param attempts the row as last read
 * @param times how many attempts this one counts as
 * @returns the attempts in the current window, and on this day
 * @throws Refusal too_many_attempts if the limit is reached, even by concurrent attempts
 */
export async function countAttempt(
  store: Store,
  at: Counter,
  attempts: Attempts | undefined,
  allowance: Allowance,
  now: string,
  times = 1,
): Promise<{ count: number; today: number }> {
  let known = attempts;
  // Each lost race means that another attempt was counted.
  const triesMax = allowance.perWindow ?? allowance.perDay ?? limit.changeTriesMax;
  for (let tries = 0; tries <= triesMax; tries++) {
    assertBelow(known, allowance, now);
    const { count, since, today } = standing(known, now);
    const counted = { count: count + times, since, today: today + times, todayOn: dayOf(now) };
    if (await writeAttempts(store, at, known, counted)) return counted;
    known = await readAttempts(store, at);
  }
  throw new Refusal('too_many_attempts', { retryAfterSeconds: 1 });
}

/** Uncounts an attempt that proved correct. Two storage requests. */
export async function takeBack(store: Store, at: Counter, now: string): Promise<void> {
  for (let tries = 0; tries < limit.attemptsPerAccount; tries++) {
    const known = await readAttempts(store, at);
    const { count, since, today } = standing(known, now);
    if (!known || count + today === 0) return;
    const less = { count: Math.max(0, count - 1), today: Math.max(0, today - 1) };
    if (await writeAttempts(store, at, known, { ...less, since, todayOn: dayOf(now) })) return;
  }
}

/** Runs the check; a password unchecked for lack of capacity is uncounted. @throws Refusal busy */
export async function orTakeBack<T>(
  store: Store,
  at: Counter,
  check: Promise<T>,
  now: string,
): Promise<T> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'busy') await takeBack(store, at, now);
    throw error;
  }
}

/** Clears the attempts of the last minutes; the day's count stays, whatever the owner does. */
export function forgotten(attempts: AttemptsRow | undefined, now: string): AttemptsRow {
  return { count: 0, since: now, today: standing(attempts, now).today, todayOn: dayOf(now) };
}

/** The part of the row that still counts. */
function standing(attempts: AttemptsRow | undefined, now: string) {
  const today = attempts?.todayOn === dayOf(now) ? (attempts.today ?? 0) : 0;
  return attempts && !isForgotten(attempts, now)
    ? { count: attempts.count, since: attempts.since, today }
    : { count: 0, since: now, today };
}

function isForgotten(attempts: AttemptsRow, now: string): boolean {
  return Date.parse(attempts.since) + windowMs <= Date.parse(now);
}
