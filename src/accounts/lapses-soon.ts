/** The one rule for whose account counts as lapsing soon, for the digest and for lists. */
import type { Deps } from '../deps.ts';
import {
  type AccountDates,
  dayOf,
  evaluateLifecycle,
  type LifecyclePolicy,
} from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy, laterBy } from '../policy/time.ts';
import type { Ending } from '../store/directory.ts';

/** Shorter than any month, so that no account is missed; each is evaluated afterwards. */
const monthMs = 28 * dayMs;

/** @returns whether the account lapses within `digestDays` unless its owner returns */
export function lapsesSoon(deps: Pick<Deps, 'policy'>, person: AccountDates, now: string): boolean {
  const { status, deactivateAt } = evaluateLifecycle(person, deps.policy, now);
  return status === 'active' && deactivateAt !== undefined && deactivateAt <= soonFrom(now);
}

/** @returns the instant until which an account lapses soon */
export const soonFrom = (now: string): string => laterBy(now, limit.digestDays * dayMs);

/** @returns which accounts in use may lapse until the instant */
export function endingBy({ inactivityMonths }: LifecyclePolicy, until: string): Ending {
  return {
    unusedSince: earlierBy(until, inactivityMonths * monthMs),
    untilDay: dayOf(until),
  };
}

/**
 * @returns which accounts may have a step due until the instant, of whatever kind: a notice precedes
 *   the end by up to `noticeDays`, and by `noticeEarlyDaysMax` more if there are many
 */
export function steppingBy(policy: LifecyclePolicy, until: string): Ending {
  const days = (policy.noticeDays[0] ?? 0) + limit.noticeEarlyDaysMax;
  return endingBy(policy, laterBy(until, days * dayMs));
}
