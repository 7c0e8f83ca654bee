/** Lists people from the directory; their status is computed from dates for each request. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { fromBase64url } from '../policy/base64url.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { findable, searchWords } from '../policy/search-words.ts';
import type { Status } from '../policy/statuses.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';
import { userView } from './account.ts';
import { judgedPeople } from './invitation-stands.ts';

type SearchDeps = Pick<Deps, 'store' | 'policy' | 'settings'>;

export type Search = {
  /** Absent: all organizations. */
  organizationId?: string | undefined;
  role?: Role | undefined;
  statuses?: readonly Status[] | undefined;
  text?: string | undefined;
  /** Only people who have requested a restore. */
  restoreAsked?: boolean;
  sort: 'name' | 'email' | 'role' | 'lastActivityAt' | 'invitedAt';
  descending: boolean;
  limit: number;
  cursor?: string | undefined;
};

/** The end of a page, by sort key and id, so that added and removed people shift nothing. */
const position = z.tuple([z.string(), z.string()]);

/**
 * One storage request per 1,000 people of the organization (or of all organizations), plus the cost
 * of judging open invitations.
 * @throws Refusal too_many_to_scan beyond `scanRowsMax`, invalid_input for a malformed cursor
 */
export async function searchPeople(deps: SearchDeps, ask: Search, now: string) {
  const { people, ...found } = await findPeople(deps, ask, now);
  const items = people.map((row) =>
    userView({ userId: row.userId, row, person: row }, deps.policy, now),
  );
  return { items, ...found };
}

/** The same with all that the directory knows of each person. */
export async function findPeople(deps: SearchDeps, ask: Search, now: string) {
  const words = searchWords(ask.text ?? '');
  const fits = (row: ListedPerson) => matches(deps, row, ask, now) && hasWords(row, words);
  const people = await judgedPeople(deps, await readDirectory(deps, ask), now);
  const rows = people.filter(fits);
  const order = ask.descending ? -1 : 1;
  const placed = rows
    .map((row) => ({ row, at: [sortKey(row, ask.sort), row.userId] as const }))
    .sort((a, b) => order * compare(a.at, b.at));
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor);
  const rest = after ? placed.filter(({ at }) => order * compare(at, after) > 0) : placed;
  const page = rest.slice(0, ask.limit);
  const last = page.at(-1);
  const next = last && rest.length > page.length ? writeCursor(last.at) : undefined;
  return { people: page.map(({ row }) => row), total: rows.length, ...(next && { next }) };
}

async function readDirectory(deps: Pick<Deps, 'store'>, ask: Search): Promise<ListedPerson[]> {
  const rows: ListedPerson[] = [];
  for await (const row of readPeople(deps.store, { organizationId: ask.organizationId })) {
    rows.push(row);
    if (rows.length > limit.scanRowsMax) throw new Refusal('too_many_to_scan');
  }
  return rows;
}

function matches(deps: Pick<Deps, 'policy'>, row: ListedPerson, ask: Search, now: string): boolean {
  if (ask.role && row.role !== ask.role) return false;
  const { status } = evaluateLifecycle(row, deps.policy, now);
  // A person is hidden from the date of erasure on, even before the timer has run.
  if (status === 'erased') return false;
  if (ask.statuses && !ask.statuses.includes(status)) return false;
  return !ask.restoreAsked || row.restoreAskedAt !== undefined;
}

function hasWords({ firstName, lastName, email }: ListedPerson, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const hay = findable(`${firstName} ${lastName} ${email}`);
  return words.every((word) => hay.includes(word));
}

function sortKey(row: ListedPerson, sort: Search['sort']): string {
  if (sort === 'name') return `${row.lastName} ${row.firstName}`;
  return row[sort] ?? '';
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
