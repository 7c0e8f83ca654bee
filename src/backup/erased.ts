/** Keeps erased people erased: a restore does not write their personal data. */

import { remainder } from '../accounts/erase.ts';
import { fieldsOf } from '../store/foreign.ts';
import { accountRow } from '../store/rows/account.ts';
import { isAccount, isEvent, isKnownSystem } from '../store/whole-tables.ts';
import type { Row } from './parts.ts';

/** Whether the row is the account of a person erased after the backup. */
export const isErasedAgain = (row: Row, erased: ReadonlyMap<string, string>) =>
  isAccount(row) && erased.has(row.partitionKey) && row['erasedAt'] === undefined;

/** Personal data of erased people is never written, not even briefly. */
export function withoutErased(row: Row, erased: ReadonlyMap<string, string>): Row[] {
  const erasedAt = erased.get(row.partitionKey);
  if (erasedAt === undefined) return [row];
  // Every other row was personal, even kinds that only a newer release knows.
  if (!isAccount(row)) return isEvent(row) || isKnownSystem(row) ? [row] : [];
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
