/** The only timer table: when each runs (six fields, UTC), when it is late, and what it does. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { putTimer, readTimers } from '../store/timer-state.ts';
import { lateTimers } from './heartbeats.ts';

type Timer = {
  schedule: string;
  /** Time without a run after which the timer is late; infinite if its work has an age of its own. */
  lateAfterMinutes: number;
  /** @returns counts for the log */
  run: (deps: Deps, now: string) => Promise<Record<string, number>>;
};

const secondsMax = limit.timerRunSecondsMax;

/** Each loads its code when it runs: an instance that only answers requests needs none of it. */
export const timerTable = {
  repair: { schedule: '0 */2 * * * *', lateAfterMinutes: 30, run: repairAll },
  firstAdministrator: { schedule: '30 */10 * * * *', lateAfterMinutes: 60, run: inviteFirst },
  mailOutcomes: {
    schedule: '45 */10 * * * *',
    lateAfterMinutes: 60,
    run: async (...given) => (await import('./mail-outcomes.ts')).mailOutcomes(...given),
  },
  keys: {
    schedule: '0 15 * * * *',
    lateAfterMinutes: 180,
    run: async (...given) => (await import('./keys.ts')).maintainKeys(...given),
  },
  // Before the lifecycle, which notifies the unconfirmed.
  reviews: {
    schedule: '30 3 * * * *',
    lateAfterMinutes: 180,
    run: async (...given) => (await import('./reviews.ts')).runReviews(...given, secondsMax),
  },
  lifecycle: {
    schedule: '0 5 * * * *',
    lateAfterMinutes: 180,
    run: async (...given) => (await import('./lifecycle.ts')).lifecycle(...given, secondsMax),
  },
  searchIndex: {
    schedule: '0 50 * * * *',
    lateAfterMinutes: 180,
    run: async (...given) =>
      (await import('./search-index.ts')).checkSearchIndex(...given, secondsMax),
  },
  census: {
    schedule: '0 45 0 * * *',
    lateAfterMinutes: 2_880,
    run: async (...given) => (await import('./census.ts')).census(...given),
  },
  retention: {
    schedule: '0 30 1 * * *',
    lateAfterMinutes: 2_880,
    run: async (...given) => (await import('./retention.ts')).retention(...given),
  },
  auditRoots: {
    schedule: '0 20 2 * * *',
    lateAfterMinutes: 2_880,
    run: async (...given) => (await import('./audit-roots.ts')).auditRoots(...given),
  },
  backup: {
    schedule: '0 0 2 * * *',
    lateAfterMinutes: 2_880,
    run: async (...given) => (await import('../backup/backup.ts')).backup(...given),
  },
  backupCopies: {
    schedule: '0 35 * * * *',
    lateAfterMinutes: Number.POSITIVE_INFINITY,
    run: async (...given) => (await import('../backup/copy-outside.ts')).copyOutside(...given),
  },
  digest: {
    schedule: '0 0 5 * * 1',
    lateAfterMinutes: 20_160,
    run: async (...given) => (await import('./digest.ts')).digest(...given),
  },
} as const satisfies Record<string, Timer>;

export type TimerName = keyof typeof timerTable;

/** They write their heartbeats themselves, with what they have found. */
const ownHeartbeat: readonly TimerName[] = ['repair', 'census'];

/** The heartbeat records successful runs only: a run that throws leaves the previous one. */
export async function runTimer(
  deps: Deps,
  name: TimerName,
  now: string,
): Promise<Record<string, number>> {
  // A release that is too old to work on this storage does nothing.
  await Promise.all([deps.keyring.load(now), deps.pauses.refresh(now)]);
  const counts = await timerTable[name].run(deps, now);
  if (!ownHeartbeat.includes(name)) await putTimer(deps, name, { ranAt: now });
  return counts;
}

async function repairAll(deps: Deps, now: string): Promise<Record<string, number>> {
  const [{ repair }, { resumeImports }, { resumeUndos }, { retryWaiting }, { reportLateCopies }] =
    await Promise.all([
      import('./repair.ts'),
      import('../imports/run-import.ts'),
      import('./undo-run.ts'),
      import('../mail/retry-waiting.ts'),
      import('../backup/copy-state.ts'),
    ]);
  const counts = await repair(deps, now);
  const importsResumed = await resumeImports(deps, now);
  const undosResumed = await resumeUndos(deps, now);
  const mails = await retryWaiting(deps, now);
  const states = await readTimers(deps);
  const late = await lateTimers(deps, timerTable, now, states);
  await reportLateCopies(deps, now, states);
  return { ...counts, importsResumed, undosResumed, ...mails, lateTimers: late.length };
}

async function inviteFirst(deps: Deps, now: string): Promise<Record<string, number>> {
  const { inviteFirstAdministrator } = await import('../accounts/invite-first-administrator.ts');
  const state = await inviteFirstAdministrator(deps, now);
  if (state === 'active') await putTimer(deps, 'firstAdministrator', { ranAt: now, seenAt: now });
  const invited = state === 'invited' || state === 'reinstated' ? 1 : 0;
  return { invited, active: state === 'active' ? 1 : 0 };
}
