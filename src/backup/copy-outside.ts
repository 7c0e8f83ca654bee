/**
 * Copies backups, marks of erasures and audit roots to a second storage account, and catches up with
 * what is missing there. If that account fails, nothing else waits or fails.
 */

import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { deleteBackupsBefore, listExports } from '../store/backups.ts';
import { type BlobToCopy, blobsToCopy, copyBlob } from '../store/blob-copies.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Outside } from '../store/outside.ts';
import { statusOf } from '../store/storage-status.ts';
import { putTimer } from '../store/timer-state.ts';
import { copyTimer } from './copy-state.ts';

type CopyDeps = Pick<Deps, 'store' | 'pauses' | 'log' | 'outside'>;

const atOnceMax = 4;

/** Does nothing without a second account. @returns blobs copied, still missing, and deleted there */
export async function copyOutside(
  deps: CopyDeps,
  now: string,
): Promise<{ copied: number; missing: number; deleted: number }> {
  const counts = { copied: 0, missing: 0, deleted: 0 };
  const { outside } = deps;
  if (!outside) return counts;
  try {
    const missing = await copyMissing(deps, outside, counts);
    counts.missing = missing.length;
    const exports = await listExports(deps.store);
    const copiedUntil = exports.find((each) => !missing.some(({ begunAt }) => begunAt === each));
    await putTimer(deps, copyTimer, { ranAt: now, copiedUntil, copiesMissing: missing.length });
    counts.deleted = await deleteOld(deps, outside, copiedUntil, now);
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    deps.log('backup_copy_failed', { reason, copied: counts.copied });
  }
  return counts;
}

/** @returns what could not be copied, or not in time */
async function copyMissing(
  { store }: CopyDeps,
  outside: Outside,
  counts: { copied: number },
): Promise<readonly BlobToCopy[]> {
  const until = performance.now() + limit.backupCopySecondsMax * 1_000;
  const backups = await blobsToCopy(store, outside, 'backups');
  const roots = await blobsToCopy(store, outside, 'audit-roots');
  const missing: BlobToCopy[] = [];
  await inParallel(inOrder(backups, roots), atOnceMax, async (blob) => {
    const isInTime = performance.now() < until;
    if (isInTime && (await copyBlob(store, outside, blob))) counts.copied++;
    else missing.push(blob);
  });
  return missing;
}

/** The newest backup matters most; without the marks of erasures it would bring people back. */
function inOrder(backups: readonly BlobToCopy[], roots: readonly BlobToCopy[]): BlobToCopy[] {
  const exports = backups
    .filter(({ begunAt }) => begunAt !== undefined)
    .sort((a, b) => (a.name < b.name ? 1 : -1));
  const marks = backups.filter(({ begunAt }) => begunAt === undefined);
  return [...exports.slice(0, 1), ...marks, ...roots, ...exports.slice(1)];
}

/**
 * Deletes what has expired there too, unless it holds nothing newer or the lifecycle is paused. In
 * Azure the identity has no right to delete there, and a rule of the account deletes instead.
 */
async function deleteOld(
  { pauses }: CopyDeps,
  outside: Outside,
  newest: string | undefined,
  now: string,
): Promise<number> {
  const oldest = earlierBy(now, limit.backupKeptDays * dayMs);
  if (!newest || newest < oldest || (await pauses.refresh(now))) return 0;
  try {
    return await deleteBackupsBefore(outside, oldest);
  } catch (error) {
    if (statusOf(error) === 403) return 0;
    throw error;
  }
}
