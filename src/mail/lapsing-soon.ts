/** Who of an organization is about to lapse: what its digest shows, and whether it gets one. */

import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import { type DirectoryRow, directoryRow } from '../store/rows.ts';
import { readAll, rowsUnder } from '../store/tables.ts';

/** @returns whether the account stops within `digestDays` unless its person comes back */
export function lapsesSoon(deps: Pick<Deps, 'policy'>, row: DirectoryRow, now: string): boolean {
  const { status, deactivateAt } = evaluateLifecycle(row, deps.policy, now);
  const until = laterBy(now, limit.digestDays * dayMs);
  return status === 'active' && deactivateAt !== undefined && deactivateAt <= until;
}

export async function lapsingSoon(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string,
  now: string,
): Promise<DirectoryRow[]> {
  const found: DirectoryRow[] = [];
  const filter = rowsUnder(organizationId);
  for await (const row of readAll(await deps.store.table('directory'), directoryRow, filter))
    if (lapsesSoon(deps, row, now)) found.push(row);
  return found;
}
