/** Lists whose next lifecycle step is due when, by the timer's own rules, without acting. */
import type { Deps } from '../deps.ts';
import { dayOf, evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Step } from '../policy/statuses.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import type { ListedPerson } from '../store/directory.ts';
import { userView } from './account.ts';
import { findPeople } from './search.ts';

type Ask = {
  /** Absent: everybody. */
  organizationId?: string | undefined;
  days: number;
  step?: Step | undefined;
  sort: 'at' | 'name';
  order: 'ascending' | 'descending';
  limit: number;
  cursor?: string | undefined;
  /** Rows to skip, from the cursor or the beginning. */
  skip: number;
};

type UpcomingDeps = Pick<Deps, 'store' | 'policy' | 'settings' | 'keyring'>;

/**
 * The requests of a search (`searchPeople`). In one organization the steps are as of now: one request
 * more, and one for each of its people whose change repair has not settled.
 * @returns the page, and how many steps are due on each day, as `total` counts them
 * @throws Refusal invalid_input for a malformed cursor
 */
export async function listUpcoming(deps: UpcomingDeps, ask: Ask, now: string) {
  const { days, step, sort, order, ...paged } = ask;
  const due = { dueBy: laterBy(now, days * dayMs), step };
  const by = sort === 'at' ? 'nextAt' : sort;
  const search = { ...paged, ...due, sort: by, descending: order === 'descending' } as const;
  const { people, all, total, next, beyond } = await findPeople(deps, search, now);
  const steps = (some: readonly ListedPerson[]) =>
    some.flatMap((person) => {
      const coming = evaluateLifecycle(person, deps.policy, now).next;
      return coming ? [{ person, step: coming.step, at: coming.at }] : [];
    });
  return {
    items: steps(people).map(({ person, ...coming }) => {
      const user = userView({ userId: person.userId, row: person, person }, deps.policy, now);
      return { user, ...coming };
    }),
    perDay: perDay(steps(all)),
    total,
    ...(beyond && { beyond }),
    // The cursor is in the URL of the next page, where no name may be.
    ...(next && sort === 'at' && { next }),
  };
}

/** Most steps are due at the end of a day, and calendar arithmetic is slow. */
function perDay(steps: readonly { at: string }[]) {
  const days = new Map<string, number>();
  for (const [at, { length }] of Map.groupBy(steps, (step) => step.at))
    days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + length);
  return [...days].map(([day, count]) => ({ day, count }));
}
