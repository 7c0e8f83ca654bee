/** People as listed, plus what has happened to them since the lists were last updated. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import { loadReadable } from '../store/accounts.ts';
import type { ListedPerson } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';
import { monthsBetween } from '../store/journal.ts';
import { readUnfinished } from '../store/unfinished.ts';

const atOnceMax = 8;

/** A sign-in can only postpone a person's next step. */
const onlyDelays = 'signed_in';

type Ask = {
  organizationId?: string | undefined;
  /** Whether the response includes the person, according to the lists. */
  isShown: (person: ListedPerson) => boolean;
};

/**
 * One storage request, another around the turn of a month, and one for each person, listed or
 * of the organization, whose change repair has not settled yet.
 * @param listed the people as the lists have them
 */
export async function peopleNow(
  deps: Pick<Deps, 'store'>,
  listed: readonly ListedPerson[],
  { organizationId, isShown }: Ask,
  now: string,
): Promise<ListedPerson[]> {
  const people = new Map(listed.map((person) => [person.userId, person]));
  const isHere = (home: string) => !organizationId || home === organizationId;
  const changed = new Set<string>();
  const from = earlierBy(now, limit.unfinishedMinutesMax * minuteMs);
  for await (const page of readUnfinished(deps.store, monthsBetween(from, now), { from }))
    for (const { entry } of page) {
      if (entry?.subjectKind !== 'user') continue;
      const person = people.get(entry.subjectId);
      const concerns = person
        ? entry.kind !== onlyDelays || isShown(person)
        : entry.kind !== onlyDelays && isHere(entry.organizationId);
      if (concerns) changed.add(entry.subjectId);
    }
  await inParallel([...changed], atOnceMax, async (userId) => {
    const account = await loadReadable(deps.store, userId);
    if (account?.person && !account.row.erasedAt && isHere(account.row.organizationId))
      people.set(userId, { ...account.row, ...account.person, userId });
    else people.delete(userId);
  });
  return [...people.values()];
}
