/** People as lists show them: projected from the accounts, one partition for each organization. */
import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import type { Role } from '../policy/roles.ts';
import { withoutKey } from './foreign.ts';
import { awaitingPartition, directoryKey } from './row-keys.ts';
import { type AwaitingRow, awaitingRow, type DirectoryRow, directoryRow } from './rows/list.ts';
import type { Store } from './store.ts';
import { getRow, quoted, readAll, readPage, rowsUnder } from './tables.ts';

export type ListedPerson = DirectoryRow & { userId: string };

/** A person as counts need them, without a name or address. */
export type AwaitingPerson = AwaitingRow & { userId: string };

export type PeopleAsk = {
  /** Absent: the people of all organizations. */
  organizationId?: string | undefined;
  role?: Role;
  /** Only people with an open request about their data. */
  dataRequestOpen?: true;
  /** Only people who were offered to another organization; the offer may have ended. */
  offered?: true;
};

/** Omits people only a newer release can read. One storage request for each thousand people. */
export async function* readPeople(
  store: Pick<Store, 'table'>,
  { organizationId, role, dataRequestOpen, offered }: PeopleAsk = {},
): AsyncGenerator<ListedPerson> {
  const conditions = [
    ...(organizationId ? [rowsUnder(organizationId)] : []),
    ...(role ? [`role eq ${quoted(role)}`] : []),
    ...(dataRequestOpen ? [`requestDueOn ge '0'`] : []),
    ...(offered ? [`offeredTo ge '0'`] : []),
  ];
  const filter = conditions.join(' and ');
  for await (const row of readAll(await store.table('directory'), directoryRow, filter))
    yield { ...withoutKey(row), userId: row.rowKey };
}

/** @returns how many people the lists show. One storage request for each thousand. */
export async function countListed(store: Pick<Store, 'table'>): Promise<number> {
  let count = 0;
  let next: string | undefined;
  const table = await store.table('directory');
  do {
    const page = await readPage(table, z.object({}), { filter: '', next });
    count += page.rows.length;
    next = page.next;
  } while (next);
  return count;
}

/** @returns whether the organization's list shows the person. One request. */
export async function isListed(
  store: Pick<Store, 'table'>,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<boolean> {
  const table = await store.table('directory');
  return (
    (await getRow(table, z.looseObject({}), directoryKey(organizationId, userId))) !== undefined
  );
}

/** @returns whether anybody is listed, even a row only a newer release can read. One request. */
export async function hasPeople(
  store: Pick<Store, 'table'>,
  organizationId: string,
): Promise<boolean> {
  const table = await store.table('directory');
  const filter = rowsUnder(organizationId);
  const { rows } = await readPage(table, z.looseObject({}), { filter, rows: 1 });
  return rows.length > 0;
}

/** Since when an account that may lapse has been unused, and the day until which employment ends. */
export type Ending = { unusedSince: string; untilDay: string };

/** Also until when an invitation ends soon. */
export type Soon = Ending & { from: string; until: string };

/** @returns conditions of which whoever may lapse fulfils one */
export const mayLapse = ({ unusedSince, untilDay }: Ending): string[] => [
  `employmentEndsOn le ${quoted(untilDay)}`,
  unusedAt('gt', unusedSince),
  `unconfirmedAt ge '0'`,
];

/** @returns the condition of never having been active after (or from) the instant */
export const unusedAt = (after: 'gt' | 'ge', instant: string): string =>
  `not (lastActivityAt ${after} ${quoted(instant)})`;

/**
 * Everyone who awaits a decision, in any organization. One storage request for each thousand such
 * people, `workPagesMax` at most.
 * @returns the people, and whether there are more than were read
 */
export async function readAwaiting(store: Pick<Store, 'table'>): Promise<AwaitingPeople> {
  const table = await store.table('organizations');
  return readSome(table, awaitingRow, rowsUnder(awaitingPartition));
}

export type AwaitingPeople = { people: AwaitingPerson[]; more: boolean };

/**
 * The same by searching the lists; with `soon`, also those whose account or invitation ends soon. The
 * filter is generous: the caller evaluates each person. Storage looks at all the people.
 */
export async function searchAwaiting(
  store: Pick<Store, 'table'>,
  { organizationId, soon }: { organizationId?: string | undefined; soon?: Soon | undefined },
): Promise<AwaitingPeople> {
  const decisions = ['approvalAskedAt', 'restoreAskedAt', 'requestDueOn'];
  const ends = soon
    ? [
        `(invitationExpiresAt ge ${quoted(soon.from)} and invitationExpiresAt le ${quoted(soon.until)})`,
        ...mayLapse(soon),
      ]
    : [];
  const wanted = [...decisions.map((name) => `${name} ge '0'`), ...ends].join(' or ');
  const filter = organizationId ? `${rowsUnder(organizationId)} and (${wanted})` : wanted;
  return readSome(await store.table('directory'), directoryRow, filter);
}

async function readSome(
  table: TableClient,
  schema: typeof awaitingRow | typeof directoryRow,
  filter: string,
): Promise<AwaitingPeople> {
  const people: AwaitingPerson[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < limit.workPagesMax; pages++) {
    const page = await readPage(table, schema, { filter, next });
    for (const row of page.rows) people.push({ ...withoutKey(row), userId: row.rowKey });
    next = page.next;
    if (!next) break;
  }
  return { people, more: next !== undefined };
}
