/** Lists whose next lifecycle step is due when, by the timer's own rules, without acting. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { readCursor, writeCursor } from '../policy/cursor.ts';
import { dayOf, evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Step } from '../policy/statuses.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';
import { userView } from './account.ts';
import { judgedPeople } from './invitation-stands.ts';
import { peopleNow } from './people-now.ts';

type Ask = {
  /** Absent: everybody. */
  organizationId?: string | undefined;
  days: number;
  step?: Step | undefined;
  sort: 'at' | 'name';
  order: 'ascending' | 'descending';
  limit: number;
  /** Only for the earliest first. */
  cursor?: string | undefined;
  /** Rows to skip, from the cursor or the beginning. */
  skip: number;
};

type UpcomingDeps = Pick<Deps, 'store' | 'policy' | 'settings'>;

type Upcoming = { user: ReturnType<typeof userView>; step: Step; at: string };

const position = z.tuple([z.string(), z.uuid()]);

/**
 * As of now. One storage request per 1,000 people, plus the cost of the last minutes' changes and of
 * open invitations.
 * @returns the page, and how many steps of all pages are due on each day
 * @throws Refusal too_many_to_scan beyond `scanRowsMax`, invalid_input for a malformed cursor
 */
export async function listUpcoming(deps: UpcomingDeps, ask: Ask, now: string) {
  const until = laterBy(now, ask.days * dayMs);
  const due = await readUpcoming(deps, ask, until, now);
  const all = due.filter(({ step }) => !ask.step || step === ask.step).sort(orders[ask.sort]);
  if (ask.order === 'descending') all.reverse();
  const after =
    ask.cursor === undefined ? undefined : readCursor(position, ask.cursor, 'query.cursor');
  const rest = after ? all.filter((item) => compare(keyOf(item), after) > 0) : all;
  const items = rest.slice(ask.skip, ask.skip + ask.limit);
  const last = items.at(-1);
  const continues = ask.sort === 'at' && ask.order === 'ascending';
  const more = continues && rest.length > ask.skip + items.length;
  const next = last && more ? writeCursor(keyOf(last)) : undefined;
  return { items, perDay: perDay(all), total: all.length, ...(next && { next }) };
}

function perDay(all: readonly Upcoming[]) {
  const days = Map.groupBy(all, ({ at }) => dayOf(at));
  return [...days].map(([day, due]) => ({ day, count: due.length }));
}

async function readUpcoming(
  deps: UpcomingDeps,
  { organizationId }: Ask,
  until: string,
  now: string,
): Promise<Upcoming[]> {
  const listed: ListedPerson[] = [];
  for await (const person of readPeople(deps.store, { organizationId })) {
    listed.push(person);
    if (listed.length > limit.scanRowsMax) throw new Refusal('too_many_to_scan');
  }
  const isShown = (person: ListedPerson) => {
    const { next, status } = evaluateLifecycle(person, deps.policy, now);
    return next !== undefined && next.at <= until && status !== 'erased';
  };
  const people = await peopleNow(deps, listed, { organizationId, isShown }, now);
  return (await judgedPeople(deps, people, now)).filter(isShown).flatMap((person) => {
    const { next } = evaluateLifecycle(person, deps.policy, now);
    const user = userView({ userId: person.userId, row: person, person }, deps.policy, now);
    return next ? [{ user, step: next.step, at: next.at }] : [];
  });
}

const keyOf = ({ at, user }: Upcoming): [string, string] => [at, user.userId];

const collator = new Intl.Collator('fi', { sensitivity: 'base', numeric: true });
const nameOf = ({ user }: Upcoming) => `${user.lastName} ${user.firstName}`;

const orders = {
  at: (a: Upcoming, b: Upcoming) => compare(keyOf(a), keyOf(b)),
  name: (a: Upcoming, b: Upcoming) => collator.compare(nameOf(a), nameOf(b)) || orders.at(a, b),
};

function compare(a: readonly [string, string], b: readonly [string, string]): number {
  const [first, second] = [a.join(' '), b.join(' ')];
  return first < second ? -1 : Number(first > second);
}
