/** Notices to everyone: rows of one small partition, changed by the same protocol as accounts. */

import type { EventKindOf } from '../policy/event-names.ts';
import { changeRow } from './change-row.ts';
import type { Deps } from './deps.ts';
import { withoutKey } from './foreign.ts';
import { noticeEventKey, noticeKey, noticePrefix, noticesPartition } from './row-keys.ts';
import { type Chain, type NoticeRow, noticeRow } from './rows.ts';
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

export type NoticeChange = {
  noticeId: string;
  actor: { userId: string; organizationId: string };
  now: string;
  kind: EventKindOf<'notice'>;
  data?: Record<string, unknown>;
};

/**
 * Three storage requests, see `changeRow`.
 * @param before the notice as just read; undefined to create it
 * @throws Refusal request_in_progress when somebody else was faster; nothing is changed then
 */
export async function changeNotice(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>,
  { noticeId, actor, ...change }: NoticeChange,
  before: Notice | undefined,
  row: Omit<NoticeRow, keyof Chain>,
): Promise<Pick<Notice, 'noticeId' | 'row'>> {
  const place = {
    table: 'notices',
    subjectKind: 'notice',
    subjectId: noticeId,
    key: noticeKey(noticeId),
    eventKey: noticeEventKey,
  } as const;
  const { userId: actorId, organizationId } = actor;
  const request = { ...change, actorId, organizationId, before, row };
  return { noticeId, row: await changeRow<NoticeRow>(deps, place, request) };
}
