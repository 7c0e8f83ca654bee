/** The service is never left without an active administrator by an operation of its own. */
import type { Deps } from '../deps.ts';
import { lifeOf } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { directoryRow } from '../store/rows.ts';
import { readAll } from '../store/tables.ts';

type AdministratorDeps = Pick<Deps, 'store' | 'policy'>;

/** @returns the ids of the administrators who can sign in now */
export async function activeAdministrators(
  deps: AdministratorDeps,
  now: string,
): Promise<string[]> {
  const found: string[] = [];
  const table = await deps.store.table('directory');
  for await (const row of readAll(table, directoryRow, "role eq 'admin'"))
    if (lifeOf(row, deps.policy, now).status === 'active') found.push(row.rowKey);
  return found;
}

/** @throws Refusal last_administrator */
export async function assertNotLastAdministrator(
  deps: AdministratorDeps,
  account: { userId: string; row: { role: string } },
  now: string,
): Promise<void> {
  if (account.row.role !== 'admin') return;
  const others = (await activeAdministrators(deps, now)).filter((id) => id !== account.userId);
  if (others.length === 0) throw new Refusal('last_administrator');
}
