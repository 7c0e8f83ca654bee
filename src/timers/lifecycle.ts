/**
 * Processes exactly the accounts that are due; makes up for missed runs, and repeated ones do
 * nothing.
 * - Notices stay within the mail service's quota; the rest wait for the next hour.
 * - A run that would deactivate or erase unusually many accounts waits for an administrator.
 * - During a pause, notices go out, and nothing is taken away except at the end of employment.
 */

import type { Deps } from '../deps.ts';
import { exceedsSafetyThreshold } from '../policy/guard.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { noticesPerHour } from '../policy/notice-pace.ts';
import { Refusal } from '../policy/problems.ts';
import type { Step } from '../policy/statuses.ts';
import { dayAfter, dayMs, laterBy } from '../policy/time.ts';
import { inParallel } from '../store/in-parallel.ts';
import { readFiledBefore } from '../store/schedule.ts';
import {
  readSuspendedRun,
  readSuspendedSteps,
  removeSuspendedRun,
  type SuspendedRun,
  type SuspendedStep,
} from '../store/suspended-run.ts';
import { readCensus } from '../store/timer-state.ts';
import { countActive } from './census.ts';
import { tendPause } from './pause.ts';
import {
  type Counts,
  type DestructiveStep,
  processDueAccount,
  type Run,
} from './process-due-account.ts';
import { recordDecision } from './record-decision.ts';
import { countRuns, newRecord, recordOfSuspended } from './run-record.ts';
import { supersede, suspendRun } from './suspend-run.ts';

export type { Counts };

const atOnceMax = 8;

/** @param secondsMax after which the run stops; the next one continues there */
export async function lifecycle(
  deps: Deps,
  now: string,
  secondsMax = Number.POSITIVE_INFINITY,
): Promise<Counts> {
  await tendPause(deps, now);
  const [suspended, census] = await Promise.all([openRun(deps), readCensus(deps)]);
  const earlyDays = census?.earlyDays ?? 0;
  const confirmed = suspended?.confirmedBy ? await confirmedSteps(deps, suspended) : new Map();
  const own = newRecord(now);
  const waited = suspended ? recordOfSuspended(suspended) : own;
  const run: Run = {
    deps,
    now,
    earlyDays,
    counts: noCounts(),
    noticesLeft: noticesPerHour(deps.settings.MAIL_PER_HOUR),
    destructive: [],
    confirmed,
    recordOf: (userId) => (confirmed.has(userId) ? waited : own),
    until: performance.now() + secondsMax * 1_000,
  };
  const dayAfterLast = dayAfter(dayOf(laterBy(now, earlyDays * dayMs)));
  for await (const filed of readFiledBefore(deps.store, dayAfterLast))
    await each(run, filed, (row) => processDueAccount(run, row));
  await takeAway(run, suspended, census?.active);
  await countRuns(deps, [own, waited]);
  return run.counts;
}

/** @returns the suspended or confirmed run; completes a decision that a crash interrupted */
async function openRun(deps: Deps): Promise<SuspendedRun | undefined> {
  const suspended = await readSuspendedRun(deps);
  if (!suspended) return undefined;
  await recordDecision(deps, suspended);
  if (!suspended.droppedBy) return suspended;
  await removeSuspendedRun(deps, suspended.runId);
  return undefined;
}

function noCounts(): Counts {
  const taken = { declined: 0, reminded: 0, noticed: 0, deactivated: 0, erased: 0, refiled: 0 };
  const kept = { overtaken: 0, failed: 0, postponed: 0, held: 0, paused: 0, unfinished: 0 };
  return { ...taken, unfiled: 0, ...kept };
}

/** Carries out the destructive steps, unless there are too many at once. */
async function takeAway(
  run: Run,
  suspended: SuspendedRun | undefined,
  counted: number | undefined,
) {
  const { deps, destructive, confirmed, now } = run;
  const isConfirmed = ({ row, step }: DestructiveStep) => confirmed.get(row.userId) === step;
  await each(run, destructive.filter(isConfirmed), ({ row, account }) =>
    processDueAccount(run, row, account),
  );
  const rest = destructive.filter((item) => !isConfirmed(item));
  const active = counted ?? (rest.length > 0 ? await countActive(deps, now) : 0);
  if (exceedsSafetyThreshold(active, rest.length)) {
    const asked = rest.map(({ row, step }): SuspendedStep => ({ userId: row.userId, step }));
    if (suspended?.confirmedBy && isComplete(run)) await supersede(deps, suspended);
    await suspendRun(deps, asked, active, now);
    run.counts.held = rest.length;
    return;
  }
  await each(run, rest, ({ row, account }) => processDueAccount(run, row, account));
  if (suspended && isComplete(run)) await supersede(deps, suspended);
}

/** What a run could not do for lack of time, or because of a pause, remains to be decided or done. */
const isComplete = ({ counts }: Run): boolean => counts.unfinished === 0 && counts.paused === 0;

async function confirmedSteps(
  deps: Deps,
  suspended: SuspendedRun,
): Promise<ReadonlyMap<string, Step>> {
  const found = new Map<string, Step>();
  let next: string | undefined;
  do {
    const page = await readSuspendedSteps(deps, suspended.runId, { rows: 1_000, next });
    for (const { userId, step } of page.steps) found.set(userId, step);
    next = page.next;
  } while (next);
  return found;
}

/** One broken account must not stop the others; its row stays and is retried. */
async function each<T extends object>(
  { deps, counts, until }: Run,
  items: readonly T[],
  task: (item: T) => Promise<void>,
): Promise<void> {
  await inParallel(items, atOnceMax, async (item) => {
    if (performance.now() > until) {
      counts.unfinished++;
      return;
    }
    try {
      await task(item);
    } catch (error) {
      // The person or the administration acted first; the next run looks again.
      if (error instanceof Refusal) {
        counts.overtaken++;
        return;
      }
      const reason = error instanceof Error ? error.name : 'unknown';
      deps.log('lifecycle_failed', { reason });
      counts.failed++;
    }
  });
}
