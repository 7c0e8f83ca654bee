/** How far the copies in the second storage account have come, and whether that is too long ago. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { earlierBy, hourMs } from '../policy/time.ts';
import { readTimer } from '../store/timer-state.ts';

export const copyTimer = 'backupCopies';

export type CopyState = { newest?: string; missing: number; late: boolean };

/**
 * One storage request. A service without any copy is measured by its age.
 * @returns undefined without a second account
 */
export async function copyState(
  deps: Pick<Deps, 'store' | 'keyring' | 'outside'>,
  now: string,
): Promise<CopyState | undefined> {
  if (!deps.outside) return undefined;
  const [state, keys] = await Promise.all([readTimer(deps, copyTimer), deps.keyring.load(now)]);
  const { copiedUntil: newest, copiesMissing: missing = 0 } = state ?? {};
  const oldest = earlierBy(now, limit.backupCopyLateHours * hourMs);
  return { ...(newest && { newest }), missing, late: (newest ?? keys.createdAt) < oldest };
}

/**
 * Called by another timer, so that copies which have stopped do not go unnoticed. A second account
 * that an older service has just got is reported until its first copy.
 */
export async function reportLateCopies(
  deps: Pick<Deps, 'store' | 'keyring' | 'outside' | 'log'>,
  now: string,
): Promise<void> {
  const { late, newest = '', missing = 0 } = (await copyState(deps, now)) ?? {};
  if (late) deps.log('backup_copy_late', { newest, missing });
}
