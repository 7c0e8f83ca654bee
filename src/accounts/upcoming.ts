/** What the dates bring next to whom: the same decision as the timer's, without doing anything. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { fromBase64url } from '../policy/base64url.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
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
  limit: number;
  cursor?: string | undefined;
};

type UpcomingDeps = Pick<Deps, 'store' | 'policy' | 'settings'>;

type Upcoming = { user: ReturnType<typeof userView>; step: Step; at: string };

const position = z.tuple([z.string(), z.uuid()]);

/**
 * By date, as it is at this moment. One storage request a thousand people, and what the changes of
 * the last minutes and open invitations take.
 * @throws Refusal too_many_to_scan beyond `scanRowsMax`, invalid_input for a broken cursor
 */
export async function listUpcoming(deps: UpcomingDeps, ask: Ask, now: string) {
  const until = laterBy(now, ask.days * dayMs);
  const all = (await readUpcoming(deps, ask, until, now)).sort((a, b) =>
    compare(keyOf(a), keyOf(b)),
  );
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor);
  const rest = after ? all.filter((item) => compare(keyOf(item), after) > 0) : all;
  const items = rest.slice(0, ask.limit);
  const last = items.at(-1);
  const next = last && rest.length > items.length ? writeCursor(keyOf(last)) : undefined;
  return { items, total: all.length, ...(next && { next }) };
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

function compare(a: readonly [string, string], b: readonly [string, string]): number {
  const [first, second] = [a.join(' '), b.join(' ')];
  return first < second ? -1 : Number(first > second);
}

function writeCursor(at: [string, string]): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function readCursor(cursor: string): [string, string] {
  try {
    return position.parse(JSON.parse(fromBase64url(cursor)?.toString() ?? ''));
  } catch {
    const faults = [{ field: 'query.cursor', message: 'must be the `next` of the page before' }];
    throw new Refusal('invalid_input', { faults });
  }
}
