/** Rebuilds an empty storage account from a backup; people erased since then stay erased. */

import type { Deps } from '../deps.ts';
import { readErased } from '../store/backups.ts';
import type { Keyring } from '../store/keyring.ts';
import { logEvent } from '../store/log-event.ts';
import type { Store } from '../store/store.ts';
import { assertBackedUp, findFilledTable, insertRows } from '../store/whole-tables.ts';
import { isErasedAgain, withoutErased } from './erased.ts';
import { withErasureEvent } from './erasure-event.ts';
import { logLate } from './log-late.ts';
import { type Row, rootsName } from './parts.ts';
import { project } from './project.ts';
import { openQueuedMails } from './queued-mails.ts';
import { type ReadDeps, readBackup } from './read-backup.ts';
import { restoredImports } from './restored-imports.ts';
import { restoreRoot } from './roots.ts';

type RestoreDeps = ReadDeps & Pick<Deps, 'clock'> & { keyring: Keyring };

/**
 * @param name one of `listExports`
 * @returns rows written, people erased again, roots restored and e-mails requeued
 * @throws Error if the account is not empty, or the backup is incomplete or another service's
 */
export async function restore(deps: RestoreDeps, name: string, now: string) {
  await assertEmpty(deps.store);
  const erased = await readErased(deps.backups ?? deps.store);
  const run: Run = { deps, name, now, erased, erasedAgain: 0 };
  const seen: Record<string, number> = {};
  // A backup is named after the instant at which it began.
  const mails = openQueuedMails(name);
  for await (const part of readBackup(deps, name, seen)) {
    if ('root' in part) {
      await restoreRoot(deps.store, part.root);
      continue;
    }
    const kept = await restoreRows(run, part.table, part.rows);
    mails.look(part.table, kept);
  }
  const mailsQueued = await mails.queueAgain(deps.store);
  const { erasedAgain } = run;
  await logEvent(deps, {
    kind: 'storage_restored',
    actorId: 'service',
    organizationId: '',
    data: { backup: name, erasedAgain },
  });
  const { [rootsName]: roots = 0, ...tables } = seen;
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  return { rows, erasedAgain, roots, mailsQueued };
}

type Run = {
  deps: RestoreDeps;
  name: string;
  now: string;
  erased: ReadonlyMap<string, string>;
  erasedAgain: number;
};

/** @returns the rows written */
async function restoreRows(run: Run, table: string, rows: readonly Row[]): Promise<Row[]> {
  const { deps, name, now } = run;
  assertBackedUp(table);
  const kept = await keptRows(run, table, rows);
  await insertRows(deps.store, table, kept);
  await logLate(deps.store, table, kept, name);
  if (table === 'accounts') await project(deps, kept, now);
  return kept;
}

async function keptRows(run: Run, table: string, rows: readonly Row[]): Promise<Row[]> {
  const { deps, erased, now } = run;
  if (table !== 'accounts' && table !== 'imports') return [...rows];
  // Keys come first in a backup.
  const keys = await deps.keyring.load(now);
  if (table === 'imports') return restoredImports(rows, keys, erased, now);
  const kept = rows.map(async (row) => {
    const left = withoutErased(row, erased);
    if (!isErasedAgain(row, erased)) return left;
    run.erasedAgain++;
    return (
      await Promise.all(left.map((own) => withErasureEvent(deps.backups ?? deps.store, keys, own)))
    ).flat();
  });
  return (await Promise.all(kept)).flat();
}

async function assertEmpty(store: Store): Promise<void> {
  const filled = await findFilledTable(store);
  if (filled)
    throw new Error(`the table ${filled} is not empty: restore into an empty storage account`);
}
