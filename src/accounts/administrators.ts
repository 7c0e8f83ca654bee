/** Who administers the service now, and whether a notice may let one of them lapse. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Role } from '../policy/roles.ts';
import { isLastingAdministrator } from '../policy/shared-rules.ts';
import { readPeople } from '../store/directory.ts';

type AdministratorDeps = Pick<Deps, 'store' | 'policy'>;

/** @returns the ids of the administrators who can sign in now. One storage request a thousand people. */
export async function activeAdministrators(
  deps: AdministratorDeps,
  now: string,
): Promise<string[]> {
  const found: string[] = [];
  for await (const person of readPeople(deps.store, { role: 'admin' }))
    if (evaluateLifecycle(person, deps.policy, now).status === 'active') found.push(person.userId);
  return found;
}

/**
 * Whether a notice to this person may start the days until the account lapses: for an
 * administrator only while another one stays on whom the service can count. So all of them never
 * lapse together, and the service is never left without one.
 */
export async function mayLapse(
  deps: AdministratorDeps,
  account: { userId: string; row: { role: Role } },
  now: string,
): Promise<boolean> {
  if (account.row.role !== 'admin') return true;
  for await (const person of readPeople(deps.store, { role: 'admin' })) {
    const lasts = isLastingAdministrator(person, deps.policy, now);
    if (lasts && person.userId !== account.userId) return true;
  }
  return false;
}
