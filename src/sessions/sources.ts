/**
 * Strangers cannot lock anybody out: a source that signed in to an account within a day has its own
 * limits there, and the correct password still works from a source with many wrong guesses.
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
import type { PersonRow } from '../store/rows/account.ts';
import type { Store } from '../store/store.ts';
import { accountCounter, type Counter, markSeen, readAttempts } from '../store/throttle.ts';

export type Who = { emailHash: string; source: string };

const sourceAllowance = { perWindow: limit.attemptsPerSource };
const busyAllowance = { perDay: limit.attemptsPerSourceDay };
const pairAllowance = { perWindow: limit.attemptsFromBusySource };

/** What a source may still try; `busy` after too many recent wrong guesses. */
export type SourcePass = {
  at: Counter;
  busy: boolean;
  /** The counter for a busy source new to the account, increased before the password is checked. */
  pair?: Counted;
};

/**
 * One storage request, or up to four for a busy source.
 * @throws Refusal too_many_attempts when a busy source, new to the account, has no attempts left
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

/** Called before the password is checked. @throws Refusal too_many_attempts */
export async function countPair(store: Store, { pair }: SourcePass, now: string): Promise<void> {
  if (pair) await countAttempt(store, pair.at, pair.attempts, pairAllowance, now);
}

/**
 * Called after a wrong password. To a busy source, it looks as if the password was not checked.
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

/** One of the counters shared by an account and a source. One storage request. */
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
 * The counter for an attempt: the account's or, once others have used up that limit, a separate one
 * for a source that signed in to this account within a day.
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

/** For a day from now, strangers cannot delay sign-ins from this source. One storage request. */
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
 * Asking for one's own password again counts like a sign-in: all such paths share one limit.
 * @returns the counter, so that the attempt can be taken back if the password was correct
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
