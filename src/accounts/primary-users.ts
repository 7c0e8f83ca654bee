/** The people who act for an organization: its active primary users. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { readPeople } from '../store/directory.ts';

/** @returns the ids of those who can sign in now. One storage request per 1,000 of them. */
export async function activePrimaryUsers(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string,
  now: string,
): Promise<string[]> {
  const found: string[] = [];
  for await (const person of readPeople(deps.store, { organizationId, role: 'primary_user' }))
    if (evaluateLifecycle(person, deps.policy, now).status === 'active') found.push(person.userId);
  return found;
}
