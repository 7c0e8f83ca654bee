/** A person's events, stored beside the account, and tombstones of events that never happened. */
import type { Deps } from '../deps.ts';
import { withoutKey } from './foreign.ts';
import {
  eventPrefix,
  noticeEventKey,
  organizationEventKey,
  systemEventKey,
  userEventKey,
} from './row-keys.ts';
import { type EventRow, eventRow, type JournalRow } from './rows.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, readAll, rowsUnder, write } from './tables.ts';

/** One storage request. */
export async function readUserEvent(
  store: Pick<Store, 'table'>,
  userId: string,
  eventId: string,
): Promise<EventRow | undefined> {
  const row = await getRow(await store.table('accounts'), eventRow, userEventKey(userId, eventId));
  return row && withoutKey(row);
}

/** Newest first. One storage request for each thousand. */
export async function* readUserEvents(
  store: Pick<Store, 'table'>,
  userId: string,
): AsyncGenerator<EventRow> {
  const filter = rowsUnder(userId, eventPrefix);
  for await (const row of readAll(await store.table('accounts'), eventRow, filter))
    yield withoutKey(row);
}

/** @returns whether the change of a pending journal row has been made. One storage request. */
export async function eventHappened(
  store: Pick<Store, 'table'>,
  { subjectKind, subjectId, eventId }: Pick<JournalRow, 'subjectKind' | 'subjectId' | 'eventId'>,
): Promise<boolean> {
  const place = placeOf(subjectKind);
  const row = await getRow(await store.table(place.table), eventRow, place.key(subjectId, eventId));
  return row !== undefined && !row.void;
}

/**
 * Rules a change out permanently: its event's key is occupied, so that it cannot happen late. One
 * storage request, two if the key is already occupied.
 * @returns false if the change has happened
 */
export async function tombstone(
  deps: Pick<Deps, 'store'>,
  entry: Pick<
    JournalRow,
    'at' | 'actorId' | 'organizationId' | 'subjectKind' | 'subjectId' | 'eventId'
  >,
): Promise<boolean> {
  const { at, actorId, organizationId, subjectId, eventId } = entry;
  const happening = { kind: 'ruled_out', at, actorId, organizationId, data: {} };
  const row = { ...happening, mac: '', number: 0, void: true };
  const place = placeOf(entry.subjectKind);
  const key = place.key(subjectId, eventId);
  const table = await deps.store.table(place.table);
  try {
    await write(table, [{ do: 'insert', key, row }]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return (await getRow(table, eventRow, key))?.void === true;
  }
}

function placeOf(subjectKind: string) {
  if (subjectKind === 'system') return { table: 'systems', key: systemEventKey } as const;
  if (subjectKind === 'notice') return { table: 'notices', key: noticeEventKey } as const;
  if (subjectKind === 'organization')
    return { table: 'organizations', key: organizationEventKey } as const;
  return { table: 'accounts', key: userEventKey } as const;
}
