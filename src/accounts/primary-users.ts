/** Who speaks for an organization: its active primary users. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { directoryRow } from '../store/rows.ts';
import { readAll, rowsUnder } from '../store/tables.ts';

/** @returns the ids of those who can sign in now. One storage request a thousand of them. */
export async function activePrimaryUsers(
  deps: Pick<Deps, 'store' | 'policy'>,
  organizationId: string,
  now: string,
): Promise<string[]> {
  const found: string[] = [];
  const filter = `${rowsUnder(organizationId)} and role eq 'primary_user'`;
  for await (const row of readAll(await deps.store.table('directory'), directoryRow, filter))
    if (evaluateLifecycle(row, deps.policy, now).status === 'active') found.push(row.rowKey);
  return found;
}
