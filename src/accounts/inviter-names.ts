/** The names of those who invited the people of a page. */
import type { Deps } from '../deps.ts';
import { fullName } from '../policy/full-name.ts';
import { loadReadable } from '../store/accounts.ts';
import type { ListedPerson } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';

const atOnceMax = 8;

/**
 * One storage request for each inviter who was not read with the list.
 * @param read everybody whom the list has read
 * @returns names by id, without those who are gone
 */
export async function inviterNames(
  { store }: Pick<Deps, 'store'>,
  people: readonly ListedPerson[],
  read: readonly ListedPerson[],
): Promise<ReadonlyMap<string, string>> {
  const inviters = new Set(people.flatMap(({ invitedBy }) => invitedBy ?? []));
  // It invites the first administrator.
  inviters.delete('service');
  const known = read.filter(({ userId }) => inviters.has(userId));
  const names = new Map(known.map((person) => [person.userId, fullName(person)]));
  const others = [...inviters].filter((id) => !names.has(id));
  await inParallel(others, atOnceMax, async (id) => {
    const account = await loadReadable(store, id);
    if (account?.person) names.set(id, fullName(account.person));
  });
  return names;
}
