/** Restores imports within their retention, without the lines of people erased since. */
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { importedIdOf } from '../store/imports.ts';
import type { Keys } from '../store/keyring.ts';
import type { Row } from './parts.ts';

/** A waiting line; the id of the account that it would create is derived from these fields. */
const waitingLine = z.object({ partitionKey: z.string(), email: z.string() });

/** @returns the rows to write: older ones would be deleted the same night */
export function restoredImports(
  rows: readonly Row[],
  keys: Pick<Keys, 'idFor'>,
  erased: ReadonlyMap<string, string>,
  now: string,
): Row[] {
  const oldest = earlierBy(now, limit.importKeptDays * dayMs);
  return rows.filter((row) => {
    if (String(row['at']) < oldest) return false;
    const { data: line } = waitingLine.safeParse(row);
    return !line || !erased.has(importedIdOf(keys, line.partitionKey, line.email));
  });
}
