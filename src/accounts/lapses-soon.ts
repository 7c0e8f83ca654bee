/** The one rule for whose account counts as lapsing soon, for the digest and for lists. */
import type { Deps } from '../deps.ts';
import { type AccountDates, evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, laterBy } from '../policy/time.ts';

/** @returns whether the account lapses within `digestDays` unless its owner returns */
export function lapsesSoon(deps: Pick<Deps, 'policy'>, person: AccountDates, now: string): boolean {
  const { status, deactivateAt } = evaluateLifecycle(person, deps.policy, now);
  return status === 'active' && deactivateAt !== undefined && deactivateAt <= soonFrom(now);
}

/** @returns the instant until which an account lapses soon */
export const soonFrom = (now: string): string => laterBy(now, limit.digestDays * dayMs);
