/** What each timer of the table does; each leaves a heartbeat. */
import { inviteFirstAdministrator } from '../accounts/invite-first-administrator.ts';
import { backup } from '../backup/backup.ts';
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
import type { TimerName } from './timer-table.ts';

/** @returns counts for the log */
type TimerRun = (deps: Deps, now: string) => Promise<Record<string, number>>;

const runs: Record<TimerName, TimerRun> = {
  async repair(deps, now) {
    const counts = await repair(deps, now);
    const importsResumed = await resumeImports(deps, now);
    const mails = await retryWaiting(deps, now);
    return {
      ...counts,
      importsResumed,
      ...mails,
      lateTimers: (await lateTimers(deps, now)).length,
    };
  },
  async firstAdministrator(deps, now) {
    const state = await inviteFirstAdministrator(deps, now);
    if (state === 'active') await putTimer(deps, 'firstAdministrator', { ranAt: now, seenAt: now });
    const invited = state === 'invited' || state === 'reinstated' ? 1 : 0;
    return { invited, active: state === 'active' ? 1 : 0 };
  },
  mailOutcomes,
  keys: maintainKeys,
  lifecycle: (deps, now) => lifecycle(deps, now, limit.timerRunSecondsMax),
  census,
  retention,
  auditRoots,
  backup,
  digest,
};

/** The heartbeat tells of runs that ended well: a run that throws leaves the old one. */
export async function runTimer(
  deps: Deps,
  name: TimerName,
  now: string,
): Promise<Record<string, number>> {
  // A release that is too old to work on this storage does nothing.
  await deps.keyring.load(now);
  const counts = await runs[name](deps, now);
  // The census writes its own.
  if (name !== 'census')
    await putTimer(deps, name, { ...(await readTimer(deps, name)), ranAt: now });
  return counts;
}
