/** The only timer table: when each runs (six fields, UTC), when it is late, and what it does. */
import { inviteFirstAdministrator } from '../accounts/invite-first-administrator.ts';
import { backup } from '../backup/backup.ts';
import { copyOutside } from '../backup/copy-outside.ts';
import { reportLateCopies } from '../backup/copy-state.ts';
import type { Deps } from '../deps.ts';
import { resumeImports } from '../imports/run-import.ts';
import { retryWaiting } from '../mail/retry-waiting.ts';
import { limit } from '../policy/limits.ts';
import { putTimer, readTimer } from '../store/timer-state.ts';
import { auditRoots } from './audit-roots.ts';
import { census } from './census.ts';
import { digest } from './digest.ts';
import { lateTimers } from './heartbeats.ts';
import { maintainKeys } from './keys.ts';
import { lifecycle } from './lifecycle.ts';
import { mailOutcomes } from './mail-outcomes.ts';
import { repair } from './repair.ts';
import { retention } from './retention.ts';
import { runReviews } from './reviews.ts';
import { checkSearchIndex } from './search-index.ts';
import { resumeUndos } from './undo-run.ts';

type Timer = {
  schedule: string;
  /** Time without a run after which the timer is late; infinite if its work has an age of its own. */
  lateAfterMinutes: number;
  /** @returns counts for the log */
  run: (deps: Deps, now: string) => Promise<Record<string, number>>;
};

export const timerTable = {
  repair: { schedule: '0 */2 * * * *', lateAfterMinutes: 30, run: repairAll },
  firstAdministrator: { schedule: '30 */10 * * * *', lateAfterMinutes: 60, run: inviteFirst },
  mailOutcomes: { schedule: '45 */10 * * * *', lateAfterMinutes: 60, run: mailOutcomes },
  keys: { schedule: '0 15 * * * *', lateAfterMinutes: 180, run: maintainKeys },
  // Before the lifecycle, which notifies the unconfirmed.
  reviews: {
    schedule: '30 3 * * * *',
    lateAfterMinutes: 180,
    run: (deps, now) => runReviews(deps, now, limit.timerRunSecondsMax),
  },
  lifecycle: {
    schedule: '0 5 * * * *',
    lateAfterMinutes: 180,
    run: (deps, now) => lifecycle(deps, now, limit.timerRunSecondsMax),
  },
  searchIndex: {
    schedule: '0 50 * * * *',
    lateAfterMinutes: 180,
    run: (deps, now) => checkSearchIndex(deps, now, limit.timerRunSecondsMax),
  },
  census: { schedule: '0 45 0 * * *', lateAfterMinutes: 2_880, run: census },
  retention: { schedule: '0 30 1 * * *', lateAfterMinutes: 2_880, run: retention },
  auditRoots: { schedule: '0 20 2 * * *', lateAfterMinutes: 2_880, run: auditRoots },
  backup: { schedule: '0 0 2 * * *', lateAfterMinutes: 2_880, run: backup },
  backupCopies: {
    schedule: '0 35 * * * *',
    lateAfterMinutes: Number.POSITIVE_INFINITY,
    run: copyOutside,
  },
  digest: { schedule: '0 0 5 * * 1', lateAfterMinutes: 20_160, run: digest },
} as const satisfies Record<string, Timer>;

export type TimerName = keyof typeof timerTable;

/** The heartbeat records successful runs only: a run that throws leaves the previous one. */
export async function runTimer(
  deps: Deps,
  name: TimerName,
  now: string,
): Promise<Record<string, number>> {
  // A release that is too old to work on this storage does nothing.
  await Promise.all([deps.keyring.load(now), deps.pauses.refresh(now)]);
  const counts = await timerTable[name].run(deps, now);
  // The census writes its own state.
  if (name !== 'census')
    await putTimer(deps, name, { ...(await readTimer(deps, name)), ranAt: now });
  return counts;
}

async function repairAll(deps: Deps, now: string): Promise<Record<string, number>> {
  const counts = await repair(deps, now);
  const importsResumed = await resumeImports(deps, now);
  const undosResumed = await resumeUndos(deps, now);
  const mails = await retryWaiting(deps, now);
  const late = await lateTimers(deps, timerTable, now);
  await reportLateCopies(deps, now);
  return { ...counts, importsResumed, undosResumed, ...mails, lateTimers: late.length };
}

async function inviteFirst(deps: Deps, now: string): Promise<Record<string, number>> {
  const state = await inviteFirstAdministrator(deps, now);
  if (state === 'active') await putTimer(deps, 'firstAdministrator', { ranAt: now, seenAt: now });
  const invited = state === 'invited' || state === 'reinstated' ? 1 : 0;
  return { invited, active: state === 'active' ? 1 : 0 };
}
