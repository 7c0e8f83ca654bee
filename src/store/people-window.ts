/**
 * Reads people of a list or of the search index in windows: a bounded number of storage requests each,
 * in the order of the keys, so that nobody is missed while people come and go.
 */
import { z } from 'zod';
import { unknownPlace } from '../policy/cursor.ts';
import type { Role } from '../policy/roles.ts';
import { type Ending, type ListedPerson, mayLapse, unusedAt } from './directory.ts';
import { withoutKey } from './foreign.ts';
import { continuation } from './query-rows.ts';
import { type DirectoryRow, directoryRow, searchRow } from './rows.ts';
import { type SearchRange, standsFor, type WordKeys } from './search-keys.ts';
import { statusOf } from './storage-status.ts';
import type { Store } from './store.ts';
import { quoted, readPage, rowsPerRequestMax, rowsUnder, type Stored } from './tables.ts';

/** Where to look; `rough` narrows it, generously: the caller evaluates each person. */
export type PeopleSource = { rough?: Rough | undefined } & (
  | { from: 'organization'; organizationId: string }
  | { from: 'everybody' }
  | { from: 'index'; range: SearchRange; keys: WordKeys }
);

export type Rough = {
  role?: Role | undefined;
  /** Only people who have requested a restore. */
  restoreAsked?: boolean | undefined;
  /** Only people not active since. */
  unusedSince?: string | undefined;
  /** Only people whose account may have ended or may end by the day: unused since, or by date. */
  ending?: Ending | undefined;
};

const place = z.tuple([z.string(), z.string()]);

/** What has been read: where storage continues, and the last row's keys; absent if there was none. */
export const windowEnd = z.object({ next: z.string().optional(), last: place.optional() });
export type WindowEnd = z.infer<typeof windowEnd>;

export type PeopleWindow = { people: ListedPerson[]; end: WindowEnd };

type Asked = {
  source: PeopleSource;
  /** Where storage continues after an earlier window. */
  next?: string | undefined;
  /** The end of the same window when it was first read, so that it stays the same. */
  end?: WindowEnd | undefined;
  rowsMax: number;
};

/**
 * One storage request for each 1,000 of `rowsMax`, at most; one more for a window that is read again,
 * which people may have joined. Storage may return fewer rows than asked for, even none, and continue:
 * a window that is not read to its end then ends earlier.
 * @throws Refusal invalid_input if storage does not know the place to continue
 */
export async function readWindow(
  store: Pick<Store, 'table'>,
  { source, next, end, rowsMax }: Asked,
): Promise<PeopleWindow> {
  const people: ListedPerson[] = [];
  if (end && !end.last) return { people, end };
  const pages = Math.ceil(rowsMax / rowsPerRequestMax) + (end ? 1 : 0);
  let last: WindowEnd['last'];
  let at = next;
  for (let read = 0; read < pages; read++) {
    const page = await readPart(store, source, at);
    const within = page.rows.filter((row) => !end?.last || isUntil(row.key, end.last));
    for (const { shown, person } of within) if (shown) people.push(person);
    last = page.rows.at(-1)?.key ?? last;
    at = page.next;
    if (end?.last && last && isUntil(end.last, last)) return { people, end };
    if (!at) break;
  }
  return { people, end: { ...(last && { last }), ...(at && { next: at }) } };
}

type Place = z.infer<typeof place>;

/** A row as read, and whether it is the person's first in the range. */
type Part = { key: Place; shown: boolean; person: ListedPerson };

async function readPart(
  store: Pick<Store, 'table'>,
  source: PeopleSource,
  next: string | undefined,
): Promise<{ rows: Part[]; next?: string }> {
  const ask = { filter: filterOf(source), next: tokenOf(next) };
  try {
    if (source.from === 'index') {
      const page = await readPage(await store.table('search'), searchRow, ask);
      const { range, keys } = source;
      const rows = page.rows.map((row) => ({
        ...partOf(row, row.userId),
        shown: standsFor(keys, range, row),
      }));
      return { ...page, rows };
    }
    const page = await readPage(await store.table('directory'), directoryRow, ask);
    return { ...page, rows: page.rows.map((row) => partOf(row, row.rowKey)) };
  } catch (error) {
    if (next !== undefined && statusOf(error) === 400) throw unknownPlace('cursor');
    throw error;
  }
}

function partOf(row: Stored<DirectoryRow>, userId: string): Part {
  const { partitionKey, rowKey } = row;
  return { key: [partitionKey, rowKey], shown: true, person: { ...withoutKey(row), userId } };
}

const isUntil = ([partition, row]: Place, [lastPartition, lastRow]: Place): boolean =>
  partition < lastPartition || (partition === lastPartition && row <= lastRow);

/** Callers can send anything as a cursor. */
function tokenOf(next: string | undefined): string | undefined {
  if (next === undefined) return undefined;
  try {
    continuation.parse(JSON.parse(Buffer.from(next, 'base64').toString()));
    return next;
  } catch {
    throw unknownPlace('cursor');
  }
}

function filterOf(source: PeopleSource): string {
  const within =
    source.from === 'organization'
      ? [rowsUnder(source.organizationId)]
      : source.from === 'index'
        ? [rowsUnder(source.range.partitionKey, source.range.beginning)]
        : [];
  return [...within, ...roughly(source.rough ?? {})].join(' and ');
}

function roughly({ role, restoreAsked, unusedSince, ending }: Rough): string[] {
  const ends = ending && [`deactivatedAt ge '0'`, ...mayLapse(ending)];
  return [
    ...(role ? [`role eq ${quoted(role)}`] : []),
    ...(restoreAsked ? [`restoreAskedAt ge '0'`] : []),
    ...(unusedSince ? [unusedAt('ge', unusedSince)] : []),
    ...(ends ? [`(${ends.join(' or ')})`] : []),
  ];
}
