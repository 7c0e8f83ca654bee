/** What lists and counts show of a person: projected from the account, in any order, repeatably. */
import type { z } from 'zod';
import type { Account } from './accounts.ts';
import { projectSearch } from './project-search.ts';
import { awaitingKey, directoryKey } from './row-keys.ts';
import { awaitingRow, directoryRow } from './rows/list.ts';
import type { WordKeys } from './search-keys.ts';
import { type Before, clears, type Shown, shown } from './shown.ts';
import type { Store } from './store.ts';
import { type Key, putKeeping, remove, write } from './tables.ts';

type Tables = Pick<Store, 'table'>;

/**
 * One request, those of the search index (project-search.ts), and one more for a person who awaits a
 * decision or did before; another for each row of the list or the awaiting of which a field is
 * cleared, so that foreign fields survive.
 * @param before the account before the change; omitted if no longer known
 */
export async function projectLists(
  store: Tables,
  keys: WordKeys,
  userId: string,
  account: Account | undefined,
  before: Before | undefined,
): Promise<void> {
  if (!account) return;
  const row = account.person && !account.row.erasedAt ? shown(account, directoryRow) : undefined;
  const had = isKnown(before) ? shownBefore(before, directoryRow) : 'unknown';
  const key = directoryKey(account.row.organizationId, userId);
  await Promise.all([
    putOrRemove(store, 'directory', directoryRow, key, row, had),
    projectAwaiting(store, userId, account, before),
    projectSearch({ store, keys }, account, before),
  ]);
}

/** One request, or none if the person neither awaits a decision nor did before; see above. */
async function projectAwaiting(
  store: Tables,
  userId: string,
  account: Account,
  before: Before | undefined,
): Promise<void> {
  const of = (one: Account) =>
    one.person && awaitsDecision(one.row) ? shown(one, awaitingRow) : undefined;
  const had = isKnown(before) ? (before === 'none' ? undefined : of(before)) : 'unknown';
  const row = account.row.erasedAt ? undefined : of(account);
  if (row || had)
    await putOrRemove(store, 'organizations', awaitingRow, awaitingKey(userId), row, had);
}

type Asked = Pick<
  Account['row'],
  'approvalAskedAt' | 'declinedAt' | 'restoreAskedAt' | 'requestDueOn'
>;

/** @returns whether somebody is to decide about a proposal, a restore or a request about data */
export function awaitsDecision({
  approvalAskedAt,
  declinedAt,
  restoreAskedAt,
  requestDueOn,
}: Asked): boolean {
  const proposed = declinedAt ? undefined : approvalAskedAt;
  return [proposed, restoreAskedAt, requestDueOn].some((each) => each !== undefined);
}

async function putOrRemove(
  store: Tables,
  name: 'directory' | 'organizations',
  schema: z.ZodObject,
  key: Key,
  row: Shown | undefined,
  had: Shown | undefined | 'unknown',
): Promise<void> {
  const table = await store.table(name);
  if (!row) await remove(table, key);
  else if (had === 'unknown' || clears(had, row)) await putKeeping(table, schema, key, row);
  else await write(table, [{ do: 'merge', key, row }]);
}

const isKnown = (before: Before | undefined): before is Account | 'none' =>
  before !== undefined && before !== 'active';

function shownBefore(before: Account | 'none', schema: z.ZodObject): Shown | undefined {
  return before !== 'none' && before.person ? shown(before, schema) : undefined;
}
