/** People as lists show them, and what has happened to them since the lists were last brought up to date. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import { loadReadable } from '../store/accounts.ts';
import type { ListedPerson } from '../store/directory.ts';
import { inParallel } from '../store/in-parallel.ts';
import { monthsBetween } from '../store/journal.ts';
import { readUnfinished } from '../store/unfinished.ts';

const atOnceMax = 8;

/** A sign-in can only make what comes next come later. */
const onlyDelays = 'signed_in';

type Ask = {
  organizationId?: string | undefined;
  /** Whether the answer shows the person, going by the lists. */
  isShown: (person: ListedPerson) => boolean;
};

/**
 * One storage request, one more around the turn of a month, and one for each person whose change
 * repair has not settled yet.
 * @param listed as the lists have them
 */
export async function peopleNow(
  deps: Pick<Deps, 'store'>,
  listed: readonly ListedPerson[],
  { organizationId, isShown }: Ask,
  now: string,
): Promise<ListedPerson[]> {
  const people = new Map(listed.map((person) => [person.userId, person]));
  const changed = new Set<string>();
  const from = earlierBy(now, limit.unfinishedMinutesMax * minuteMs);
  for await (const page of readUnfinished(deps.store, monthsBetween(from, now), { from }))
    for (const { entry } of page) {
      if (entry?.subjectKind !== 'user') continue;
      const person = people.get(entry.subjectId);
      if (entry.kind !== onlyDelays || (person && isShown(person))) changed.add(entry.subjectId);
    }
  await inParallel([...changed], atOnceMax, async (userId) => {
    const account = await loadReadable(deps.store, userId);
    const here = !organizationId || account?.row.organizationId === organizationId;
    if (account?.person && !account.row.erasedAt && here)
      people.set(userId, { ...account.row, ...account.person, userId });
    else people.delete(userId);
  });
  return [...people.values()];
}
