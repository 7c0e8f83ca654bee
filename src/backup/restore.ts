/** Rebuilds an empty storage account from a backup; people erased since then stay erased. */

import type { Deps } from '../deps.ts';
import { readErased } from '../store/backups.ts';
import type { Keyring } from '../store/keyring.ts';
import { logEvent } from '../store/log-event.ts';
import type { Store } from '../store/store.ts';
import { assertBackedUp, findFilledTable, insertRows } from '../store/whole-tables.ts';
import { isErasedAgain, withoutErased } from './erased.ts';
import { logLate } from './log-late.ts';
import { project } from './project.ts';
import { type ReadDeps, readBackup } from './read-backup.ts';

type RestoreDeps = ReadDeps & Pick<Deps, 'clock'> & { keyring: Keyring };

/**
 * @param name one of `listExports`
 * @returns rows written and people erased again
 * @throws Error if the account is not empty, or the backup is incomplete or another service's
 */
export async function restore(deps: RestoreDeps, name: string, now: string) {
  await assertEmpty(deps.store);
  const erased = await readErased(deps.store);
  const seen: Record<string, number> = {};
  let erasedAgain = 0;
  for await (const { table, rows } of readBackup(deps, name, seen)) {
    const kept = table === 'accounts' ? rows.flatMap((row) => withoutErased(row, erased)) : rows;
    assertBackedUp(table);
    await insertRows(deps.store, table, kept);
    // A backup is named after the instant at which it began.
    await logLate(deps.store, table, kept, name);
    if (table !== 'accounts') continue;
    erasedAgain += rows.filter((row) => isErasedAgain(row, erased)).length;
    await project(deps, kept, now);
  }
  await logEvent(deps, {
    kind: 'storage_restored',
    actorId: 'service',
    organizationId: '',
    data: { backup: name, erasedAgain },
  });
  return { rows: Object.values(seen).reduce((sum, count) => sum + count, 0), erasedAgain };
}

async function assertEmpty(store: Store): Promise<void> {
  const filled = await findFilledTable(store);
  if (filled)
    throw new Error(`the table ${filled} is not empty: restore into an empty storage account`);
}
