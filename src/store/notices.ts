/** Notices to everyone: rows of one small partition, changed by the same protocol as accounts. */

import type { EventKindOf } from '../policy/event-names.ts';
import { type ActingFor, changeRow, type RowDecision } from './change-row.ts';
import type { Deps } from './deps.ts';
import { withoutKey } from './foreign.ts';
import { noticeEventKey, noticeKey, noticePrefix, noticesPartition } from './row-keys.ts';
import { type NoticeRow, noticeRow } from './rows/notice.ts';
import type { Store } from './store.ts';
import { getRow, quoted, readAll, rowsUnder } from './tables.ts';

export type Notice = { noticeId: string; row: NoticeRow; etag: string };

/** One storage request. */
export async function loadNotice(
  store: Pick<Store, 'table'>,
  noticeId: string,
): Promise<Notice | undefined> {
  const row = await getRow(await store.table('notices'), noticeRow, noticeKey(noticeId));
  return row && { noticeId, row: withoutKey(row), etag: row.etag };
}

/** @param endsAfter omits notices that ended by then. One storage request for each thousand. */
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

/** The id of a notice to be created. */
type NewNotice = { noticeId: string; row?: undefined };

/**
 * Three storage requests, see `changeRow`.
 * @param before the notice as last read, or its id to create it
 * @throws Refusal request_in_progress, with nothing changed, if another change came first
 */
export async function changeNotice(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>,
  before: Notice | NewNotice,
  acting: ActingFor,
  decision: RowDecision<NoticeRow, EventKindOf<'notice'>>,
): Promise<Pick<Notice, 'noticeId' | 'row'>> {
  const { noticeId } = before;
  const place = {
    table: 'notices',
    subjectKind: 'notice',
    subjectId: noticeId,
    key: noticeKey(noticeId),
    eventKey: noticeEventKey,
  } as const;
  const stored = before.row && before;
  return { noticeId, row: await changeRow(deps, place, stored, acting, decision) };
}
