/** Exports the tables into one sealed blob a day; an unfinished one is never seen. */

import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { rootKey } from '../store/keyring.ts';
import { erasedPrefix, exportPrefix, journalPrefix } from '../store/names.ts';
import { keyRow } from '../store/rows.ts';
import { getRow } from '../store/tables.ts';
import { backupKey, type Header } from './header.ts';
import { type Part, pagesOf, tablesAfter, tablesBefore } from './parts.ts';
import { frame, type Seal, sealPart } from './sealed.ts';

/** The stream is cut into blocks of so many bytes, one in flight at a time. */
const blockBytes = 4_194_304;

type BackupDeps = Pick<Deps, 'store' | 'settings' | 'keyring'>;

/**
 * Writes `exports/INSTANT`; then deletes what is older than `backupKeptDays`.
 * @returns rows written and blobs deleted
 */
export async function backup(deps: BackupDeps, now: string): Promise<Record<string, number>> {
  // Makes the keys where there are none yet.
  await deps.keyring.load(now);
  const root = await getRow(await deps.store.table('keys'), keyRow, rootKey);
  if (!root) throw new Error('the root key is missing from the table keys');
  const { wrapped, wrappedBy } = root;
  const id = randomBytes(16).toString('hex');
  const head: Header = { format: 'accounts-backup-1', at: now, id, wrapped, wrappedBy };
  const header = Buffer.from(JSON.stringify(head));
  const seal = { key: backupKey(deps.settings, root, id), header };
  const counts: Record<string, number> = {};
  const blob = (await deps.store.container('backups')).getBlockBlobClient(`${exportPrefix}${now}`);
  await blob.uploadStream(Readable.from(sealed(deps, seal, counts)), blockBytes, 1);
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { rows, blobsDeleted: await deleteOld(deps, now) };
}

async function* sealed(deps: BackupDeps, seal: Seal, counts: Record<string, number>) {
  yield frame(seal.header);
  let index = 0;
  const journals = (await deps.store.journalMonths()).map((month) => `${journalPrefix}${month}`);
  for (const table of [...tablesBefore, ...journals, ...tablesAfter]) {
    counts[table] = 0;
    for await (const rows of pagesOf(deps.store, table)) {
      counts[table] += rows.length;
      yield sealPart(seal, index++, false, { table, rows } satisfies Part);
    }
  }
  yield sealPart(seal, index, true, { counts } satisfies Part);
}

/** Exports, and the marks of erasures, which no export from before can outlive. */
async function deleteOld(deps: BackupDeps, now: string): Promise<number> {
  const container = await deps.store.container('backups');
  const oldest = earlierBy(now, limit.backupKeptDays * dayMs);
  let deleted = 0;
  for (const prefix of [exportPrefix, erasedPrefix])
    for await (const { name } of container.listBlobsFlat({ prefix })) {
      if (name.slice(prefix.length) >= oldest) continue;
      await container.deleteBlob(name);
      deleted++;
    }
  return deleted;
}
