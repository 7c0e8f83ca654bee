/**
 * Guesses are counted one by one before any is checked: fifty at once count as fifty.
 * - They slow an account down; a source that signed in before, and a reset link, still get in.
 */

import type { Deps } from '../deps.ts';
import { dayOf, daysEarlier, endOfDayAfter } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import type { Account, Attempts } from '../store/accounts.ts';
import type { Keys } from '../store/keyring.ts';
import type { AttemptsRow, PersonRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import {
  accountCounter,
  type Counter,
  dayCounter,
  markSeen,
  readAttempts,
  writeAttempts,
} from '../store/throttle.ts';

const windowMs = limit.attemptsForgottenMinutes * minuteMs;

/** A counter with its row as just read. */
type Counted = { at: Counter; attempts: Attempts | undefined };

/**
 * Counted by day, forgotten by the minute: right after midnight the count of the day before stands,
 * as it does for an account; else midnight would tell which addresses have one.
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

/** What is allowed: so many until they are forgotten after minutes, so many a day (Helsinki). */
export type Allowance = { perWindow?: number; perDay?: number };

/** Guesses at one account from anywhere; NIST SP 800-63B-4 allows at most 100. */
export const accountAllowance: Allowance = {
  perWindow: limit.attemptsPerAccount,
  perDay: limit.attemptsPerAccountDay,
};
export const sourceAllowance: Allowance = { perWindow: limit.attemptsPerSource };

/** Six digits need a limit a day; recovery codes and passkeys need none, so the owner gets in. */
export const codesAllowance: Allowance = { perDay: limit.wrongCodesPerDay };

/** @throws Refusal too_many_attempts, with the seconds after which it is worth trying again */
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

/** @returns how long nothing more is allowed; 0 when one more is */
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
 * Counts one attempt. One storage request when nobody else counts at the same moment.
 * @param attempts the row as just read
 * @throws Refusal too_many_attempts when the limit is reached, also by others meanwhile
 */
export async function countAttempt(
  store: Store,
  at: Counter,
  attempts: Attempts | undefined,
  allowance: Allowance,
  now: string,
): Promise<void> {
  let known = attempts;
  // Each try that is lost is one that somebody else has counted.
  const triesMax = allowance.perWindow ?? allowance.perDay ?? limit.changeTriesMax;
  for (let tries = 0; tries <= triesMax; tries++) {
    assertBelow(known, allowance, now);
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
  const { count, since, today } = standing(known, now);
  const counted: AttemptsRow = { count: count + 1, since, today: today + 1, todayOn: dayOf(now) };
  return writeAttempts(store, at, known, counted);
}

/** What of the row counts now. */
function standing(attempts: AttemptsRow | undefined, now: string) {
  const today = attempts?.todayOn === dayOf(now) ? (attempts.today ?? 0) : 0;
  return attempts && !isForgotten(attempts, now)
    ? { count: attempts.count, since: attempts.since, today }
    : { count: 0, since: now, today };
}

function isForgotten(attempts: AttemptsRow, now: string): boolean {
  return Date.parse(attempts.since) + windowMs <= Date.parse(now);
}

type Who = { emailHash: string; source: string };

/**
 * Where an attempt counts: with those of all others, or, once they have used up the limit, apart for
 * a source that signed in to this account within a day. So nobody is kept out by strangers.
 */
export async function openCounter(
  store: Store,
  keys: Keys,
  all: Counted,
  who: Who,
  now: string,
): Promise<Counted> {
  if (waitMilliseconds(all.attempts, accountAllowance, now) === 0) return all;
  if (!(await isKnownSource(store, keys, who, now))) return all;
  const at = dayCounter(keys.sourceHash(`own ${who.emailHash} ${who.source}`, dayOf(now)), now);
  return { at, attempts: await readAttempts(store, at) };
}

/** From here on, and for a day, strangers cannot slow this source down. One storage request. */
export async function rememberSource(
  store: Store,
  keys: Keys,
  who: Who,
  now: string,
): Promise<void> {
  await markSeen(store, knownSource(keys, who, now), now);
}

async function isKnownSource(store: Store, keys: Keys, who: Who, now: string): Promise<boolean> {
  const days = [now, daysEarlier(now, 1)].map((at) => knownSource(keys, who, at));
  const found = await Promise.all(days.map((at) => readAttempts(store, at)));
  return found.some((row) => row !== undefined);
}

const knownSource = (keys: Keys, { emailHash, source }: Who, at: string): Counter =>
  dayCounter(keys.sourceHash(`known ${emailHash} ${source}`, dayOf(at)), at);

/** The own password asked for again counts like a sign-in: one limit for every path. */
export async function countOwnAttempt(
  deps: Pick<Deps, 'store' | 'keyring'>,
  { userId, person, attempts }: Account & { person: PersonRow },
  source: string,
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const who = { emailHash: keys.emailHash(person.email), source };
  const all = { at: accountCounter(userId), attempts };
  const open = await openCounter(deps.store, keys, all, who, now);
  await countAttempt(deps.store, open.at, open.attempts, accountAllowance, now);
}
