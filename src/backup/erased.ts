/** Keeps the erased erased: their personal data is left out of what a restore writes. */

import { remainder } from '../accounts/erase.ts';
import { fieldsOf } from '../store/foreign.ts';
import { accountRow } from '../store/rows.ts';
import { isAccount, isEvent } from '../store/whole-tables.ts';
import type { Row } from './parts.ts';

/** Whether it is the account of a person who was erased after the backup. */
export const isErasedAgain = (row: Row, erased: ReadonlyMap<string, string>) =>
  isAccount(row) && erased.has(row.partitionKey) && row['erasedAt'] === undefined;

/** Personal data of the erased is never written, not even for a moment. */
export function withoutErased(row: Row, erased: ReadonlyMap<string, string>): Row[] {
  const erasedAt = erased.get(row.partitionKey);
  if (erasedAt === undefined) return [row];
  // Whatever is no event was the person's, be it of a kind that only a newer release knows.
  if (!isAccount(row)) return isEvent(row) ? [row] : [];
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
