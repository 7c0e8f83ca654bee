/** Lists the current administrators, and decides whether a notice may let one of them lapse. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Role } from '../policy/roles.ts';
import { isLastingAdministrator } from '../policy/shared-rules.ts';
import { readPeople } from '../store/directory.ts';

type AdministratorDeps = Pick<Deps, 'store' | 'policy'>;

/** @returns ids of the administrators who can sign in now. One storage request per 1,000 people. */
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
 * Whether a notice to this person may start the countdown to the account's lapse. For an
 * administrator it may only while another administrator is sure to remain, so that they never all
 * lapse together and the service always has one.
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
