/** Lists people from the directory; their status is computed from dates for each request. */

import type { Deps } from '../deps.ts';
import { readCursor, writeCursor } from '../policy/cursor.ts';
import { limit } from '../policy/limits.ts';
import type { ListedPerson } from '../store/directory.ts';
import { readWindow } from '../store/people-window.ts';
import { userView } from './account.ts';
import { judgedPeople } from './invitation-stands.ts';
import { peopleCursor, type Window } from './people-cursor.ts';
import { matches, type PeopleFilter, personFilter } from './people-filter.ts';
import { peopleNow } from './people-now.ts';
import { compare, type Order, type Placed, placedOrder, sortKey } from './people-order.ts';
import { peopleSource } from './people-source.ts';

type SearchDeps = Pick<Deps, 'store' | 'policy' | 'settings' | 'keyring'>;

/** Which people, and in which order. */
export type Asked = PeopleFilter & Order;

export type Search = Asked & {
  limit: number;
  cursor?: string | undefined;
  /** Rows to skip, from the cursor or the beginning. */
  skip?: number;
};

/**
 * People are read, sorted and counted together in windows: one if they are few, and as many as it takes
 * otherwise. A page costs at most five storage requests across organizations (`searchRowsMax`); within
 * one, one for each 1,000 people, plus the cost of judging open invitations.
 * @returns a page; `total` counts those of the window, and `beyond` continues after it
 * @throws Refusal invalid_input for a malformed cursor
 */
export async function searchPeople(deps: SearchDeps, ask: Search, now: string) {
  const { people, all: _, everybody: __, ...found } = await findPeople(deps, ask, now);
  const items = people.map((row) =>
    userView({ userId: row.userId, row, person: row }, deps.policy, now),
  );
  return { items, ...found };
}

/** The same with all that the lists know of each person, all whom the filter fits, and all read. */
export async function findPeople(deps: SearchDeps, ask: Search, now: string) {
  const { after, ...where } =
    ask.cursor === undefined ? {} : readCursor(peopleCursor, ask.cursor, 'cursor');
  const { placed, everybody, end, indexed } = await placedPeople(deps, ask, where, now);
  const order = ask.descending ? -1 : 1;
  const rest = after ? placed.filter(({ at }) => order * compare(at, after) > 0) : placed;
  const { skip = 0 } = ask;
  const page = rest.slice(skip, skip + ask.limit);
  const last = page.at(-1);
  const people = page.map(({ row }) => row);
  const beyond = end.next === undefined ? undefined : writeCursor({ indexed, next: end.next });
  const within = last && rest.length > skip + page.length;
  const same = { ...where, indexed, ...(beyond && { end }) };
  const next = within ? writeCursor({ ...same, after: last.at }) : beyond;
  return {
    people,
    all: placed.map(({ row }) => row),
    everybody,
    total: placed.length,
    ...(next && { next }),
    ...(beyond && { beyond }),
  };
}

/** The window's people whom the filter fits, sorted, with their sort keys; and all who were read. */
export async function placedPeople(deps: SearchDeps, ask: Asked, where: Window, now: string) {
  const { source, indexed } = await peopleSource(deps, ask, now, where.indexed);
  const rowsMax = ask.organizationId ? limit.scanRowsMax : limit.searchRowsMax;
  const { people, end } = await readWindow(deps.store, {
    source,
    next: where.next,
    end: where.end,
    rowsMax,
  });
  const isWhole = !where.next && !end.next;
  const isAll = source.from === 'everybody' && !source.rough && isWhole;
  const listed =
    ask.dueBy && ask.organizationId && isWhole ? await asOfNow(deps, people, ask, now) : people;
  const everybody =
    isAll || ask.organizationId
      ? await judgedPeople(deps, listed, now, isAll)
      : listed.map((person) => ({ ...person, ...(person.inviterLostToldAt && inviterLost) }));
  const rows = await personFilter(deps, ask, everybody, now);
  const placed = rows
    .map((row): Placed => ({ row, at: [sortKey(deps, row, ask.sort, now), row.userId] }))
    .sort(placedOrder(ask));
  return { placed, everybody, end, indexed };
}

/** Dates change with each sign-in; across organizations, they may be two minutes old. */
function asOfNow(deps: SearchDeps, people: readonly ListedPerson[], ask: Asked, now: string) {
  const isShown = (person: ListedPerson) => matches(deps, person, { ...ask, step: undefined }, now);
  return peopleNow(deps, people, { organizationId: ask.organizationId, isShown }, now);
}

/** The census has reported it; across many people, judging each would read every inviter. */
const inviterLost = { inviterLost: true } as const;
