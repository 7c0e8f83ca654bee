/** Notices to everyone: rows of one small partition, changed by the same protocol as accounts. */

import type { EventKindOf } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import { chained } from './change.ts';
import type { Deps } from './deps.ts';
import { newEvent } from './event-id.ts';
import { withoutKey } from './foreign.ts';
import { openEntry, settleEntry } from './journal.ts';
import { noticeEventKey, noticeKey, noticePrefix, noticesPartition } from './row-keys.ts';
import { type Chain, eventRow, type JournalRow, type NoticeRow, noticeRow } from './rows.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, type Key, quoted, readAll, rowsUnder, write } from './tables.ts';

export type Notice = { noticeId: string; row: NoticeRow; etag: string };

/** One storage request. */
export async function loadNotice(
  store: Pick<Store, 'table'>,
  noticeId: string,
): Promise<Notice | undefined> {
  const row = await getRow(await store.table('notices'), noticeRow, noticeKey(noticeId));
  return row && { noticeId, row: withoutKey(row), etag: row.etag };
}

/** @param endsAfter leaves out what ended at or before it. One storage request for each thousand. */
export async function listNotices(
  store: Pick<Store, 'table'>,
  endsAfter?: string,
): Promise<Notice[]> {
  const all = rowsUnder(noticesPartition, noticePrefix);
  const filter = endsAfter === undefined ? all : `${all} and until gt ${quoted(endsAfter)}`;
  const found: Notice[] = [];
  for await (const row of readAll(await store.table('notices'), noticeRow, filter)) {
    const noticeId = row.rowKey.slice(noticePrefix.length);
    found.push({ noticeId, row: withoutKey(row), etag: row.etag });
  }
  return found.sort((a, b) => (a.row.from < b.row.from ? 1 : -1));
}

type Request<T> = {
  /** What the events are about, a UUID. */
  subjectId: string;
  actor: { userId: string; organizationId: string };
  now: string;
  kind: EventKindOf<'notice'>;
  data?: Record<string, unknown>;
  key: Key;
  before: { row: Chain; etag: string } | undefined;
  row: Omit<T, keyof Chain>;
};

/**
 * Journal (pending) → row and event in one transaction → journal (done). Three requests.
 * @throws Refusal request_in_progress when somebody else was faster; nothing is changed then
 */
export async function changeNotice<T extends Chain>(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  request: Request<T>,
): Promise<Omit<T, keyof Chain>> {
  const { subjectId, actor, now, kind, key, before } = request;
  const { auditMac } = await deps.keyring.load(now);
  const { eventId, at } = newEvent(deps);
  const { organizationId } = actor;
  const what = { kind, at, actorId: actor.userId, organizationId, data: request.data ?? {} };
  const number = (before?.row.chainLength ?? 0) + 1;
  const mac = auditMac(
    chained(before?.row.chainHead, { ...what, eventId, userId: subjectId, number }),
  );
  const row = { ...request.row, chainHead: mac, chainLength: number, changedAt: at };
  const entry: JournalRow = {
    ...what,
    eventId,
    subjectKind: 'notice',
    subjectId,
    state: 'pending',
  };
  await openEntry(deps.store, entry);
  const eventKey = noticeEventKey(subjectId, eventId);
  const table = await deps.store.table('notices');
  try {
    await write(table, [
      before ? { do: 'put', key, row, etag: before.etag } : { do: 'insert', key, row },
      { do: 'insert', key: eventKey, row: { ...what, mac, number } },
    ]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    if (!(await getRow(table, eventRow, eventKey))) {
      await settleEntry(deps.store, entry, 'void');
      throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
    }
  }
  await settleEntry(deps.store, entry, 'done');
  return request.row;
}
