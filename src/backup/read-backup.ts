/** Reads a backup: either completely and as written, or with an error. */
import { readExport } from '../store/backups.ts';
import type { Outside } from '../store/outside.ts';
import type { Store } from '../store/store.ts';
import { backupKey, header as headerSchema, type Masters } from './header.ts';
import { part as partSchema, rootsName } from './parts.ts';
import { frames, openPart } from './sealed.ts';

/** @param backups where the backups are, if not in the account itself */
export type ReadDeps = { store: Store; settings: Masters; backups?: Outside | undefined };

/**
 * Yields the roots of the audit log and the rows table by table; throws at the end if any are
 * missing.
 * @param seen counts the rows by table
 */
export async function* readBackup(deps: ReadDeps, name: string, seen: Record<string, number>) {
  const sealed = frames(await readExport(deps.backups ?? deps.store, name));
  const header = (await sealed.next()).value ?? Buffer.alloc(0);
  const head = headerSchema.parse(JSON.parse(header.toString('utf8')));
  const seal = { key: backupKey(deps.settings, head, head.id), header };
  let index = 0;
  let current = await sealed.next();
  while (!current.done) {
    const bytes = current.value;
    current = await sealed.next();
    const part = partSchema.parse(openPart(seal, index++, current.done === true, bytes));
    if ('table' in part) {
      seen[part.table] = (seen[part.table] ?? 0) + part.rows.length;
      yield part;
    } else if ('root' in part) {
      seen[rootsName] = (seen[rootsName] ?? 0) + 1;
      yield part;
    } else assertWhole(part.counts, seen);
  }
  if (index === 0) throw new Error(`the backup ${name} has no parts`);
}

function assertWhole(counts: Record<string, number>, seen: Record<string, number>): void {
  for (const [table, count] of Object.entries(counts))
    if (count !== (seen[table] ?? 0)) throw new Error(`the backup lacks rows of ${table}`);
}
