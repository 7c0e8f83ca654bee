/** Whose accounts are about to lapse: the content of an organization's digest, if it gets one. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';

/** @returns whether the account lapses within `digestDays` unless its owner returns */
export function lapsesSoon(deps: Pick<Deps, 'policy'>, person: ListedPerson, now: string): boolean {
  const { status, deactivateAt } = evaluateLifecycle(person, deps.policy, now);
  const until = laterBy(now, limit.digestDays * dayMs);
  return status === 'active' && deactivateAt !== undefined && deactivateAt <= until;
}

export async function lapsingSoon(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string,
  now: string,
): Promise<ListedPerson[]> {
  const found: ListedPerson[] = [];
  for await (const person of readPeople(deps.store, { organizationId }))
    if (lapsesSoon(deps, person, now)) found.push(person);
  return found;
}
