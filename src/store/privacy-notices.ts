/** Versions of the privacy notice: numbered without gaps, never changed, the newest cached. */

import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { type Cached, cached } from './cached.ts';
import { type ActingFor, changeRow } from './change-row.ts';
import { withoutKey } from './foreign.ts';
import {
  noticeEventKey,
  noticesPartition,
  privacyNoticeKey,
  privacyNoticePrefix,
} from './row-keys.ts';
import type { Chain } from './rows/fields.ts';
import { type PrivacyNoticeRow, privacyNoticeRow } from './rows/notice.ts';
import type { Store } from './store.ts';
import { readAll, rowsUnder } from './tables.ts';

/** Version 1 is the built-in text; it exists without being published. */
export const firstVersion = 1;

/** The version in force; `required`: the newest that must be acknowledged, 0 if none. */
export type PrivacyVersions = Cached<{ current: number; required: number }>;

/** @returns the published versions, newest first. One storage request. */
export async function listPrivacyNotices(store: Pick<Store, 'table'>): Promise<PrivacyNoticeRow[]> {
  const found: PrivacyNoticeRow[] = [];
  const filter = rowsUnder(noticesPartition, privacyNoticePrefix);
  for await (const row of readAll(await store.table('notices'), privacyNoticeRow, filter))
    found.push(withoutKey(row));
  return found.sort((a, b) => b.version - a.version);
}

/**
 * Adds a version. Three storage requests, see `changeRow`.
 * @throws Refusal request_in_progress if the version has been published in the meantime
 */
export async function createPrivacyNotice(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>,
  acting: ActingFor,
  row: Omit<PrivacyNoticeRow, keyof Chain>,
): Promise<void> {
  const { subjectId, version, acknowledge } = row;
  const place = {
    table: 'notices',
    subjectKind: 'notice',
    subjectId,
    key: privacyNoticeKey(version),
    eventKey: noticeEventKey,
  } as const;
  const decision = {
    kind: 'privacy_notice_published',
    data: { version, acknowledge },
    row,
  } as const;
  await changeRow(deps, place, undefined, acting, decision);
}

export function openPrivacyVersions(store: Pick<Store, 'table'>): PrivacyVersions {
  return cached(async () => {
    const notices = await listPrivacyNotices(store);
    const required = notices.find(({ acknowledge }) => acknowledge);
    return { current: notices[0]?.version ?? firstVersion, required: required?.version ?? 0 };
  }, limit.privacyNoticeCacheMinutes * 60);
}
