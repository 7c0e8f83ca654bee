/**
 * Strangers keep nobody out: a source that signed in to an account within a day has limits of its own.
 * - From a source with many guesses, an account can still be signed in to with the right password.
 */
import type { Deps } from '../deps.ts';
import { daysEarlier } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { Account } from '../store/accounts.ts';
import {
  accountAllowance,
  assertBelow,
  type Counted,
  countAttempt,
  named,
  waitMilliseconds,
} from '../store/attempts.ts';
import type { Keys } from '../store/keyring.ts';
import type { PersonRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { accountCounter, type Counter, markSeen, readAttempts } from '../store/throttle.ts';

export type Who = { emailHash: string; source: string };

const sourceAllowance = { perWindow: limit.attemptsPerSource };
const busyAllowance = { perDay: limit.attemptsPerSourceDay };
const pairAllowance = { perWindow: limit.attemptsFromBusySource };

/** What a source may still try: it is `busy` when it has guessed too often lately. */
export type SourcePass = {
  at: Counter;
  busy: boolean;
  /** Where a busy source that is new to the account counts before its password is checked. */
  pair?: Counted;
};

/**
 * One storage request; up to four from a busy source.
 * @throws Refusal too_many_attempts when a busy source, new to the account, has no more tries
 */
export async function passSource(
  store: Store,
  keys: Keys,
  who: Who,
  now: string,
): Promise<SourcePass> {
  const at = named(keys, who.source, now);
  const attempts = await readAttempts(store, at);
  if (waitMilliseconds(attempts, sourceAllowance, now) === 0) return { at, busy: false };
  if (await isKnownSource(store, keys, who, now)) return { at, busy: true };
  assertBelow(attempts, busyAllowance, now);
  const pair = await readPair(store, keys, 'busy', who, now);
  assertBelow(pair.attempts, pairAllowance, now);
  return { at, busy: true, pair };
}

/** Before the password is checked. @throws Refusal too_many_attempts */
export async function countPair(store: Store, { pair }: SourcePass, now: string): Promise<void> {
  if (pair) await countAttempt(store, pair.at, pair.attempts, pairAllowance, now);
}

/**
 * After a wrong password. From a busy source a wrong one is answered as if it had not been checked.
 * @throws Refusal too_many_attempts
 */
export async function countAtSource(
  store: Store,
  { at, busy }: SourcePass,
  now: string,
): Promise<void> {
  const known = await readAttempts(store, at);
  await countAttempt(store, at, known, busy ? busyAllowance : sourceAllowance, now);
  if (busy) assertBelow(known, sourceAllowance, now);
}

/** One of the counters that an account and a source have together. One storage request. */
export async function readPair(
  store: Store,
  keys: Keys,
  purpose: 'own' | 'busy' | 'reset',
  { emailHash, source }: Who,
  now: string,
): Promise<Counted> {
  const at = named(keys, `${purpose} ${emailHash} ${source}`, now);
  return { at, attempts: await readAttempts(store, at) };
}

/**
 * Where an attempt counts: with those of all others, or, once they have used up the limit, apart for
 * a source that signed in to this account within a day.
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
  return readPair(store, keys, 'own', who, now);
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
  named(keys, `known ${emailHash} ${source}`, at);

/**
 * The own password asked for again counts like a sign-in: one limit for every path.
 * @returns where it was counted, for it to be taken back when it was right
 */
export async function countOwnAttempt(
  deps: Pick<Deps, 'store' | 'keyring'>,
  { userId, person, attempts }: Account & { person: PersonRow },
  source: string,
  now: string,
): Promise<Counter> {
  const keys = await deps.keyring.load(now);
  const who = { emailHash: keys.emailHash(person.email), source };
  const all = { at: accountCounter(userId), attempts };
  const open = await openCounter(deps.store, keys, all, who, now);
  await countAttempt(deps.store, open.at, open.attempts, accountAllowance, now);
  return open.at;
}
