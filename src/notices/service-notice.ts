/** Service notices: published by the administration, shown to everyone during their period. */

import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import type { Translated } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import { changeNotice, listNotices, loadNotice, type Notice } from '../store/notices.ts';
import type { Chain } from '../store/rows/fields.ts';
import type { NoticeRow } from '../store/rows/notice.ts';

export type NoticeContent = {
  level: NoticeRow['level'];
  title: Translated;
  text: Translated;
  /** Start of the period, inclusive. */
  from: string;
  /** End of the period, exclusive. */
  until: string;
};

type NoticeDeps = Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>;
type Actor = { actorId: string; organizationId: string };

/** What everyone sees. */
export function shownNotice({ noticeId, row }: Pick<Notice, 'noticeId' | 'row'>) {
  const { level, title, text, from, until } = row;
  return { noticeId, level, title, text, from, until };
}

/** What the administration also sees. */
export function noticeView(notice: Pick<Notice, 'noticeId' | 'row'>) {
  const { withdrawnAt, revision } = notice.row;
  return { ...shownNotice(notice), withdrawnAt, etag: `"${revision}"` };
}

/** @returns the notices shown now, latest first. One storage request. */
export async function currentNotices(deps: Pick<Deps, 'store'>, now: string) {
  const notices = await listNotices(deps.store, now);
  return notices
    .filter(({ row }) => row.from <= now && row.withdrawnAt === undefined)
    .map(shownNotice);
}

/**
 * A repeated request returns the notice that it created.
 * @throws Refusal invalid_input, idempotency_key_reused
 */
export async function publishNotice(
  deps: NoticeDeps,
  request: { noticeId: string; requestHash: string; actor: Actor },
  content: NoticeContent,
  now: string,
) {
  assertSpan(content);
  const { noticeId, requestHash, actor } = request;
  const found = await loadNotice(deps.store, noticeId);
  if (found && found.row.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
  if (found) return noticeView(found);
  const row = { ...content, revision: 1, requestHash };
  const decision = decided('notice_published', row);
  return noticeView(await changeNotice(deps, { noticeId }, { ...actor, now }, decision));
}

type Change = { noticeId: string; ifMatch: number; actor: Actor };
type Changes = { [K in keyof NoticeContent]?: NoticeContent[K] | undefined };

/** @throws Refusal not_found, changed_meanwhile, notice_withdrawn, invalid_input */
export async function changeServiceNotice(
  deps: NoticeDeps,
  { noticeId, ifMatch, actor }: Change,
  changes: Changes,
  now: string,
) {
  const before = await open(deps, noticeId, ifMatch);
  const { row } = before;
  const content = {
    level: changes.level ?? row.level,
    title: changes.title ?? row.title,
    text: changes.text ?? row.text,
    from: changes.from ?? row.from,
    until: changes.until ?? row.until,
  };
  assertSpan(content);
  const after = { ...row, ...content, revision: row.revision + 1 };
  const decision = decided('notice_changed', after);
  return noticeView(await changeNotice(deps, before, { ...actor, now }, decision));
}

/** @throws Refusal not_found, changed_meanwhile, notice_withdrawn */
export async function withdrawNotice(
  deps: NoticeDeps,
  { noticeId, ifMatch, actor }: Change,
  now: string,
) {
  const before = await open(deps, noticeId, ifMatch);
  const after = { ...before.row, withdrawnAt: now, revision: before.row.revision + 1 };
  const decision = decided('notice_withdrawn', after);
  return noticeView(await changeNotice(deps, before, { ...actor, now }, decision));
}

async function open(deps: NoticeDeps, noticeId: string, ifMatch: number): Promise<Notice> {
  const notice = await loadNotice(deps.store, noticeId);
  if (!notice) throw new Refusal('not_found');
  if (notice.row.revision !== ifMatch) throw new Refusal('changed_meanwhile');
  if (notice.row.withdrawnAt) throw new Refusal('notice_withdrawn');
  return notice;
}

function decided(kind: EventKindOf<'notice'>, row: Omit<NoticeRow, keyof Chain>) {
  const { level, from, until } = row;
  return { kind, data: { level, from, until }, row };
}

function assertSpan({ from, until }: { from: string; until: string }): void {
  if (from < until) return;
  const faults = [{ field: 'body.until', message: 'must be after `from`' }];
  throw new Refusal('invalid_input', { faults });
}
