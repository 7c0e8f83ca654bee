/** Keeps the erased erased: their personal data is left out of what a restore writes. */
import { remainder } from '../accounts/erase.ts';
import { fieldsOf } from '../store/foreign.ts';
import { erasedPrefix } from '../store/names.ts';
import { eventPrefix } from '../store/row-keys.ts';
import { accountRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Row } from './parts.ts';

/** @returns when each was erased, by id */
export async function erasedPeople(store: Store): Promise<Map<string, string>> {
  const erased = new Map<string, string>();
  const container = await store.container('backups');
  for await (const { name } of container.listBlobsFlat({ prefix: erasedPrefix })) {
    const [at, userId] = name.slice(erasedPrefix.length).split('/');
    if (at && userId) erased.set(userId, at);
  }
  return erased;
}

/** Whether it is the account of a person who was erased after the backup. */
export const isErasedAgain = (row: Row, erased: ReadonlyMap<string, string>) =>
  row.rowKey === 'account' && erased.has(row.partitionKey) && row['erasedAt'] === undefined;

/** Personal data of the erased is never written, not even for a moment. */
export function withoutErased(row: Row, erased: ReadonlyMap<string, string>): Row[] {
  const erasedAt = erased.get(row.partitionKey);
  if (erasedAt === undefined) return [row];
  // Whatever is no event was the person's, be it of a kind that only a newer release knows.
  if (row.rowKey !== 'account') return row.rowKey.startsWith(eventPrefix) ? [row] : [];
  if (!isErasedAgain(row, erased)) return [row];
  const { partitionKey, rowKey } = row;
  const account = fieldsOf(accountRow, row);
  const { changedAt, revision } = account;
  const left = { ...remainder(account), changedAt, revision: revision + 1, erasedAt };
  const fields = Object.entries(left).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return [{ ...Object.fromEntries(fields), partitionKey, rowKey }];
}
