/** Imports come back while they are kept, without the lines of people who were erased since. */
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { importedIdOf } from '../store/imports.ts';
import type { Keys } from '../store/keyring.ts';
import type { Row } from './parts.ts';

/** A line that still waits; the account that it would make has an id that follows from these. */
const waitingLine = z.object({ partitionKey: z.string(), email: z.string() });

/** @returns the rows that may be written: what is too old would be deleted the same night */
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
