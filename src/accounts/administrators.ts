/** The service is never left without an active administrator by an operation of its own. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { readPeople } from '../store/directory.ts';

type AdministratorDeps = Pick<Deps, 'store' | 'policy'>;

type Administrator = { userId: string; noticed: boolean };

/** @returns the administrators who can sign in now, and whether they have been given notice */
export async function activeAdministrators(
  deps: AdministratorDeps,
  now: string,
): Promise<Administrator[]> {
  const found: Administrator[] = [];
  for await (const person of readPeople(deps.store, { role: 'admin' }))
    if (evaluateLifecycle(person, deps.policy, now).status === 'active')
      found.push({ userId: person.userId, noticed: person.firstNoticeAt !== undefined });
  return found;
}

/** @throws Refusal last_administrator */
export async function assertNotLastAdministrator(
  deps: AdministratorDeps,
  account: { userId: string; row: { role: string } },
  now: string,
): Promise<void> {
  if (account.row.role !== 'admin') return;
  const all = await activeAdministrators(deps, now);
  if (all.every(({ userId }) => userId === account.userId)) throw new Refusal('last_administrator');
}

/**
 * Whether a notice to this person may start the days until the account lapses: for an
 * administrator only while another one stays who has been given none. So all of them never lapse
 * together, and the service is never left without one.
 */
export async function mayLapse(
  deps: AdministratorDeps,
  account: { userId: string; row: { role: string } },
  now: string,
): Promise<boolean> {
  if (account.row.role !== 'admin') return true;
  const all = await activeAdministrators(deps, now);
  return all.some(({ userId, noticed }) => userId !== account.userId && !noticed);
}
