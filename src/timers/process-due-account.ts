/** Processes one due account: takes the step that its dates require, and refiles it. */

import { declineDue } from '../accounts/decide-proposal.ts';
import { lifecycleOf } from '../accounts/invitation-stands.ts';
import { deactivateDue, eraseDue, queueNotice, refile, remindDue } from '../accounts/lapse.ts';
import type { Deps } from '../deps.ts';
import { noticeArrived } from '../mail/settle-outcome.ts';
import { dayOf, daysEarlier, evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Step } from '../policy/statuses.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { type Filed, partitionOfDay, readFiled, unfile } from '../store/schedule.ts';
import { type RunRecord, recorded } from './run-record.ts';

type Outcome = 'declined' | 'reminded' | 'noticed' | 'deactivated' | 'erased' | 'refiled';

/**
 * How many accounts took which step, were refiled, changed during the run, failed, wait, or are kept
 * by a pause.
 */
export type Counts = Record<
  Outcome | 'unfiled' | 'overtaken' | 'failed' | 'postponed' | 'held' | 'paused' | 'unfinished',
  number
>;

export type DestructiveStep = { row: Filed; step: Step; account: Account };

/** One run and its results so far. */
export type Run = {
  deps: Deps;
  now: string;
  earlyDays: number;
  counts: Counts;
  noticesLeft: number;
  /** Destructive steps, carried out only after all of them are counted. */
  destructive: DestructiveStep[];
  /** The accounts whose destructive steps an administrator has confirmed. */
  confirmed: ReadonlyMap<string, Step>;
  /** The record under which the deactivation of this person can be undone. */
  recordOf: (userId: string) => RunRecord;
  /** Milliseconds of `performance.now()` at which the run stops. */
  until: number;
};

const steps = {
  decline: { run: declineDue, counted: 'declined' },
  remind: { run: remindDue, counted: 'reminded' },
  notice: { run: queueNotice, counted: 'noticed' },
  deactivate: { counted: 'deactivated' },
  erase: { run: eraseDue, counted: 'erased' },
} as const satisfies Record<Step, { run?: typeof refile; counted: Outcome }>;

const refiling = { run: refile, counted: 'refiled' } as const;

/**
 * Takes each step at most once a run, so that notices delayed by an outage do not go out together.
 * @param noted the account whose destructive step is carried out; without it, they are only noted
 */
export async function processDueAccount(run: Run, found: Filed, noted?: Account): Promise<void> {
  const { deps, counts } = run;
  // If no further notice may be sent, the account is not even read.
  if (found.step === 'notice' && run.noticesLeft <= 0) {
    counts.postponed++;
    return;
  }
  const done = new Set<Outcome>();
  let known = noted;
  if (!found.isOurs) return;
  // A step may refile the account in place, so the row is reread, always before the account.
  for (let row: Filed | undefined = found; row; row = await readFiled(deps.store, found)) {
    const account = known ?? (await loadAccount(deps.store, row.userId));
    known = undefined;
    if (account?.row.scheduledIn !== row.scheduledIn) {
      if (await unfile(deps.store, row)) counts.unfiled++;
      return;
    }
    const next = await stepFor(run, account);
    if (!next) return;
    const { counted } = next === 'refile' ? refiling : steps[next];
    if (done.has(counted)) return;
    if (await isPaused(run, next, account, noted !== undefined)) {
      counts.paused++;
      return;
    }
    if (!noted && next === 'deactivate' && !(await mayLapseNow(run, account))) {
      counts.postponed++;
      return;
    }
    if (!noted && (next === 'deactivate' || next === 'erase')) {
      run.destructive.push({ row, step: next, account });
      return;
    }
    if (next === 'notice' && run.noticesLeft-- <= 0) {
      counts.postponed++;
      return;
    }
    done.add(counted);
    const after = await take(run, next, account);
    if (after.row.chainLength > account.row.chainLength || next === 'refile') counts[counted]++;
  }
}

async function take(run: Run, step: Step | 'refile', account: Account): Promise<Account> {
  const { deps, now, earlyDays } = run;
  if (step === 'refile') return refile(deps, account, now);
  if (step === 'notice') return queueNotice(deps, account, now, earlyDays);
  if (step === 'deactivate')
    return deactivateDue(
      deps,
      account,
      now,
      await recorded(deps, run.recordOf(account.userId), now),
    );
  return steps[step].run(deps, account, now);
}

/**
 * A pause stops everything that takes something away, except the end of employment, which is an
 * employer's decision. It is read again before each person, so that it also stops a run in progress.
 */
async function isPaused(
  { deps, now }: Run,
  step: Step | 'refile',
  { row }: Account,
  isCarriedOut: boolean,
): Promise<boolean> {
  if (step !== 'decline' && step !== 'deactivate' && step !== 'erase') return false;
  if (step === 'decline' || isCarriedOut) await deps.pauses.refresh(now);
  const { pause } = deps.policy;
  if (!pause || pause.until) return false;
  return evaluateLifecycle(row, deps.policy, now).why !== 'employment_ended' || step === 'erase';
}

/** Nobody lapses on a notice whose delivery is unknown. */
async function mayLapseNow({ deps, now }: Run, account: Account): Promise<boolean> {
  const { why } = evaluateLifecycle(account.row, deps.policy, now);
  return why === 'employment_ended' || noticeArrived(deps, account, now);
}

/** @returns undefined if a delivery must be confirmed first, or the step is due later that day */
async function stepFor(
  { deps, now, earlyDays }: Run,
  account: Account,
): Promise<Step | 'refile' | undefined> {
  const { next } = await lifecycleOf(deps, account, now);
  if (!next) return undefined;
  const at = next.step === 'notice' ? daysEarlier(next.at, earlyDays) : next.at;
  if (at <= now) return next.step;
  return partitionOf(account, next.at) === account.row.scheduledIn ? undefined : 'refile';
}

const partitionOf = ({ userId }: Account, at: string): string => partitionOfDay(dayOf(at), userId);
