/** How far the copies in the second storage account have come, and whether that is too long ago. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { earlierBy, hourMs } from '../policy/time.ts';
import { readTimer, type TimerStates } from '../store/timer-state.ts';

export const copyTimer = 'backupCopies';

export type CopyState = { newest?: string; missing: number; late: boolean };

/**
 * One storage request, or none with the timers' states. A service without any copy is measured by its
 * age.
 * @returns undefined without a second account
 */
export async function copyState(
  deps: Pick<Deps, 'store' | 'keyring' | 'outside'>,
  now: string,
  states?: TimerStates,
): Promise<CopyState | undefined> {
  if (!deps.outside) return undefined;
  const [state, keys] = await Promise.all([
    states ? states.ran.get(copyTimer) : readTimer(deps, copyTimer),
    deps.keyring.load(now),
  ]);
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
  states: TimerStates,
): Promise<void> {
  const { late, newest = '', missing = 0 } = (await copyState(deps, now, states)) ?? {};
  if (late) deps.log('backup_copy_late', { newest, missing });
}
