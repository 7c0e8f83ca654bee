/** Lists people from the directory; their status is computed from dates for each request. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { fromBase64url } from '../policy/base64url.ts';
import { fullName } from '../policy/full-name.ts';
import { evaluateLifecycle, type LifecyclePolicy } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';
import { userView } from './account.ts';
import { judgedPeople } from './invitation-stands.ts';
import { type PeopleFilter, personFilter } from './people-filter.ts';

type SearchDeps = Pick<Deps, 'store' | 'policy' | 'settings'>;

/** Which people, and in which order. */
export type Asked = PeopleFilter & {
  /** Absent: all organizations. */
  organizationId?: string | undefined;
  sort: 'name' | 'email' | 'role' | 'lastActivityAt' | 'invitedAt' | 'deactivateAt' | 'expiresAt';
  descending: boolean;
};

export type Search = Asked & {
  limit: number;
  cursor?: string | undefined;
  /** Rows to skip, from the cursor or the beginning. */
  skip?: number;
};

/** The end of a page, by sort key and id, so that added and removed people shift nothing. */
const position = z.tuple([z.string(), z.string()]);

/**
 * One storage request per 1,000 people of the organization (or of all organizations), plus the cost
 * of judging open invitations.
 * @throws Refusal too_many_to_scan beyond `scanRowsMax`, invalid_input for a malformed cursor
 */
export async function searchPeople(deps: SearchDeps, ask: Search, now: string) {
  const { people, inviterNames: _, ...found } = await findPeople(deps, ask, now);
  const items = people.map((row) =>
    userView({ userId: row.userId, row, person: row }, deps.policy, now),
  );
  return { items, ...found };
}

/** The same with all that the directory knows of each person, and the names of their inviters. */
export async function findPeople(deps: SearchDeps, ask: Search, now: string) {
  const { placed, everybody } = await placedPeople(deps, ask, now);
  const order = ask.descending ? -1 : 1;
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor);
  const rest = after ? placed.filter(({ at }) => order * compare(at, after) > 0) : placed;
  const { skip = 0 } = ask;
  const page = rest.slice(skip, skip + ask.limit);
  const last = page.at(-1);
  const next = last && rest.length > skip + page.length ? writeCursor(last.at) : undefined;
  const people = page.map(({ row }) => row);
  const inviters = new Set(people.map(({ invitedBy }) => invitedBy));
  const named = everybody.filter(({ userId }) => inviters.has(userId));
  const inviterNames = new Map(named.map((person) => [person.userId, fullName(person)]));
  return { people, inviterNames, total: placed.length, ...(next && { next }) };
}

/** @returns all people whom the filter fits, sorted, with their sort keys; and all who were read */
export async function placedPeople(deps: SearchDeps, ask: Asked, now: string) {
  const everybody = await judgedPeople(deps, await readDirectory(deps, ask), now);
  const rows = await personFilter(deps, ask, everybody, now);
  const order = ask.descending ? -1 : 1;
  const placed = rows
    .map((row) => ({ row, at: [sortKey(deps, row, ask.sort, now), row.userId] as const }))
    .sort((a, b) => order * compare(a.at, b.at));
  return { placed, everybody };
}

async function readDirectory(deps: Pick<Deps, 'store'>, ask: Asked): Promise<ListedPerson[]> {
  const rows: ListedPerson[] = [];
  for await (const row of readPeople(deps.store, { organizationId: ask.organizationId })) {
    rows.push(row);
    if (rows.length > limit.scanRowsMax) throw new Refusal('too_many_to_scan');
  }
  return rows;
}

function sortKey(
  { policy }: Pick<Deps, 'policy'>,
  row: ListedPerson,
  sort: Search['sort'],
  now: string,
): string {
  if (sort === 'name') return `${row.lastName} ${row.firstName}`;
  if (sort === 'expiresAt') return invitationEnd(policy, row, now) ?? '';
  if (sort !== 'deactivateAt') return row[sort] ?? '';
  const { status, deactivateAt } = evaluateLifecycle(row, policy, now);
  // People without a date come last when the earliest is first.
  return (status === 'active' ? deactivateAt : undefined) ?? '9999';
}

/** @returns until when the invitation can be used, or the proposal be decided */
export function invitationEnd(
  policy: LifecyclePolicy,
  row: ListedPerson,
  now: string,
): string | undefined {
  const { status, next } = evaluateLifecycle(row, policy, now);
  return status === 'proposed' ? next?.at : row.invitationExpiresAt;
}

const collator = new Intl.Collator('fi', { sensitivity: 'base', numeric: true });

function compare(a: readonly [string, string], b: readonly [string, string]): number {
  return collator.compare(a[0], b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

function writeCursor(at: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function readCursor(cursor: string): readonly [string, string] {
  try {
    return position.parse(JSON.parse(fromBase64url(cursor)?.toString() ?? ''));
  } catch {
    const faults = [{ field: 'cursor', message: 'must be the `next` of the previous page' }];
    throw new Refusal('invalid_input', { faults });
  }
}
