/** Which connected systems know a person, and what each has still to be told. */
import { withoutKey } from './foreign.ts';
import { eventPrefix, knownSystemKey, knownSystemPrefix } from './row-keys.ts';
import { type EventRow, eventRow } from './rows/event.ts';
import { type KnownSystemRow, knownSystemRow } from './rows/sign-in.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, quoted, readAll, readPage, replace, rowsUnder } from './tables.ts';

type Tables = Pick<Store, 'table'>;

/** A connected system's row in the person's partition, as read. */
export type Known = { userId: string; systemId: string; row: KnownSystemRow; etag: string };

/** One storage request. @returns undefined if the system has never seen the person */
export async function loadKnown(
  store: Tables,
  { userId, systemId }: Pick<Known, 'userId' | 'systemId'>,
): Promise<Known | undefined> {
  const key = knownSystemKey(userId, systemId);
  const found = await getRow(await store.table('accounts'), knownSystemRow, key);
  return found && { userId, systemId, row: withoutKey(found), etag: found.etag };
}

/**
 * One storage request.
 * @returns the row as stored, or undefined, with nothing written, if another process came first
 */
export async function putKnown(
  store: Tables,
  { userId, systemId, etag }: Known,
  row: KnownSystemRow,
): Promise<Known | undefined> {
  const key = knownSystemKey(userId, systemId);
  try {
    const written = await replace(await store.table('accounts'), key, row, etag);
    return { userId, systemId, row, etag: written };
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return undefined;
  }
}

/** A person's event with its id. */
export type NumberedEvent = EventRow & { eventId: string };

/**
 * The person's events after the one with this number, in the order in which they happened. One
 * storage request for each thousand.
 */
export async function eventsAfter(
  store: Tables,
  userId: string,
  number: number,
): Promise<NumberedEvent[]> {
  const filter = `${rowsUnder(userId, eventPrefix)} and number gt ${number}`;
  return readEvents(store, filter);
}

/** The same from an instant on. */
export async function eventsFrom(
  store: Tables,
  userId: string,
  from: string,
): Promise<NumberedEvent[]> {
  return readEvents(store, `${rowsUnder(userId, eventPrefix)} and at ge ${quoted(from)}`);
}

async function readEvents(store: Tables, filter: string): Promise<NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  for await (const row of readAll(await store.table('accounts'), eventRow, filter))
    if (!row.void) events.push({ ...withoutKey(row), eventId: row.rowKey.split('.').at(-1) ?? '' });
  return events.sort((a, b) => a.number - b.number);
}

/**
 * Everybody whom a system knows: for the rare case that it must be told again. One storage request.
 * @param from a system restored to that instant knows again whom it has deleted since
 * @param next where an earlier page ended
 */
export async function readKnownPeople(
  store: Tables,
  systemId: string,
  { from, next }: { from?: string | undefined; next?: string | undefined },
): Promise<{ people: string[]; next?: string }> {
  const filter = `RowKey eq ${quoted(`${knownSystemPrefix}${systemId}`)}`;
  const page = await readPage(await store.table('accounts'), knownSystemRow, { filter, next });
  const isKnown = ({ purgedAt }: KnownSystemRow) =>
    purgedAt === undefined || (from !== undefined && from <= purgedAt);
  const people = page.rows.filter(isKnown).map((row) => row.partitionKey);
  return { people, ...(page.next && { next: page.next }) };
}
