/** Whose accounts are about to lapse: the content of an organization's digest, if it gets one. */

import { lapsesSoon } from '../accounts/lapses-soon.ts';
import type { Deps } from '../deps.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';

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
