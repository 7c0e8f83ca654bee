/** Exports the tables into one sealed blob a day; an unfinished one never becomes visible. */

import { randomBytes } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { deleteBackupsBefore, writeExport } from '../store/backups.ts';
import { readRootKey } from '../store/keyring.ts';
import { tablesToBackUp } from '../store/whole-tables.ts';
import { backupKey, type Header } from './header.ts';
import { type Part, pagesOf, rootsName } from './parts.ts';
import { rootsSince } from './roots.ts';
import { frame, type Seal, sealPart } from './sealed.ts';

type BackupDeps = Pick<Deps, 'store' | 'settings' | 'keyring' | 'pauses'>;

/**
 * Writes `exports/INSTANT`, then deletes blobs older than `backupKeptDays`, except during a pause.
 * @returns rows written and blobs deleted
 */
export async function backup(deps: BackupDeps, now: string): Promise<Record<string, number>> {
  // Creates the keys if there are none yet.
  await deps.keyring.load(now);
  const root = await readRootKey(deps.store);
  if (!root) throw new Error('the root key is missing from the table keys');
  const { wrapped, wrappedBy } = root;
  const id = randomBytes(16).toString('hex');
  const head: Header = { format: 'accounts-backup-2', at: now, id, wrapped, wrappedBy };
  const header = Buffer.from(JSON.stringify(head));
  const seal = { key: backupKey(deps.settings, root, id), header };
  const counts: Record<string, number> = {};
  await writeExport(deps.store, now, sealed(deps, seal, counts));
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (await deps.pauses.refresh(now)) return { rows, blobsDeleted: 0 };
  const oldest = earlierBy(now, limit.backupKeptDays * dayMs);
  return { rows, blobsDeleted: await deleteBackupsBefore(deps.store, oldest) };
}

async function* sealed(deps: BackupDeps, seal: Seal, counts: Record<string, number>) {
  yield frame(seal.header);
  let index = 0;
  const [oldest = ''] = await deps.store.journalMonths();
  // Roots come before the journals, which then contain each day that has a root.
  counts[rootsName] = 0;
  for await (const root of rootsSince(deps.store, oldest)) {
    counts[rootsName]++;
    yield sealPart(seal, index++, false, { root } satisfies Part);
  }
  for (const table of await tablesToBackUp(deps.store)) {
    counts[table] = 0;
    for await (const rows of pagesOf(deps.store, table)) {
      counts[table] += rows.length;
      yield sealPart(seal, index++, false, { table, rows } satisfies Part);
    }
  }
  yield sealPart(seal, index, true, { counts } satisfies Part);
}
