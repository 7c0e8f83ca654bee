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
import { type EventRow, eventRow, type JournalRow } from './rows/event.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, quoted, readAll, rowsUnder, write } from './tables.ts';

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

/**
 * One storage request, and one more for each further thousand events of the subject in between.
 * @param entries pending journal rows of one subject, at least one
 * @returns the ids of those whose change has been made
 */
export async function eventsHappened(
  store: Pick<Store, 'table'>,
  entries: readonly Pick<JournalRow, 'subjectKind' | 'subjectId' | 'eventId'>[],
): Promise<string[]> {
  const [first] = entries;
  if (!first) return [];
  const place = placeOf(first.subjectKind);
  const keys = new Map(
    entries.map(({ subjectId, eventId }) => [place.key(subjectId, eventId).rowKey, eventId]),
  );
  const rowKeys = [...keys.keys()].sort();
  const { partitionKey } = place.key(first.subjectId, first.eventId);
  const range = [
    `RowKey ge ${quoted(rowKeys[0] ?? '')}`,
    `RowKey le ${quoted(rowKeys.at(-1) ?? '')}`,
  ];
  const filter = [`PartitionKey eq ${quoted(partitionKey)}`, ...range].join(' and ');
  const happened: string[] = [];
  for await (const row of readAll(await store.table(place.table), eventRow, filter)) {
    const eventId = keys.get(row.rowKey);
    if (eventId !== undefined && !row.void) happened.push(eventId);
  }
  return happened;
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
