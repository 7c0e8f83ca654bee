/** An administrator decides on the suspended run: on exactly the people that it shows. */

import { viewOf } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadReadable } from '../store/accounts.ts';
import { newEvent } from '../store/event-id.ts';
import {
  decideSuspendedRun,
  readSuspendedRun,
  readSuspendedSteps,
  removeSuspendedRun,
  type SuspendedRun,
} from '../store/suspended-run.ts';
import { type Counts, lifecycle } from './lifecycle.ts';
import { recordDecision } from './record-decision.ts';

/** @returns the suspended run, as the administration sees it */
export async function suspendedRunView(deps: Pick<Deps, 'store'>) {
  const suspended = await readSuspendedRun(deps);
  if (!suspended || suspended.droppedBy) return {};
  const { runId, at, toDeactivate, toErase, active, confirmedBy } = suspended;
  const confirmed = confirmedBy !== undefined;
  return { run: { runId, at, toDeactivate, toErase, activeAccounts: active, confirmed } };
}

/** @returns a page of the people it would affect. @throws Refusal run_decided */
export async function listSuspendedPeople(
  deps: Deps,
  runId: string,
  page: { limit: number; cursor?: string | undefined },
  now: string,
) {
  await waiting(deps, runId);
  const { steps, next } = await readSuspendedSteps(deps, runId, {
    rows: page.limit,
    next: page.cursor,
  });
  const found = await Promise.all(
    steps.map(async ({ userId, step }) => ({
      account: await loadReadable(deps.store, userId),
      step,
    })),
  );
  const items = found.flatMap(({ account, step }) =>
    account?.person ? [{ user: viewOf(account, deps.policy, now), step }] : [],
  );
  return { items, ...(next && { next }) };
}

/**
 * Confirms the run and carries out what fits into the time of a request; the timer does the rest.
 * @throws Refusal run_decided, lifecycle_paused
 */
export async function confirmSuspendedRun(
  deps: Deps,
  runId: string,
  actor: Account,
  now: string,
): Promise<Counts> {
  if (await deps.pauses.refresh(now)) throw new Refusal('lifecycle_paused');
  await decide(deps, runId, actor, { confirmedBy: actor.userId });
  return lifecycle(deps, now, limit.runSecondsMax);
}

/** @throws Refusal run_decided */
export async function discardSuspendedRun(
  deps: Deps,
  runId: string,
  actor: Account,
): Promise<void> {
  await decide(deps, runId, actor, { droppedBy: actor.userId });
  await removeSuspendedRun(deps, runId);
}

async function waiting(deps: Pick<Deps, 'store'>, runId: string): Promise<SuspendedRun> {
  const suspended = await readSuspendedRun(deps);
  if (suspended?.runId !== runId || suspended.confirmedBy || suspended.droppedBy)
    throw new Refusal('run_decided');
  return suspended;
}

/** Of several concurrent decisions, the row determines the first; only that one is logged. */
async function decide(
  deps: Deps,
  runId: string,
  { row: { organizationId } }: Account,
  by: { confirmedBy: string } | { droppedBy: string },
): Promise<void> {
  const suspended = await waiting(deps, runId);
  const { eventId: decisionId, at: decidedAt } = newEvent(deps);
  const decision = { ...by, decisionId, decidedAt, decidedIn: organizationId };
  if (!(await decideSuspendedRun(deps, suspended, decision))) throw new Refusal('run_decided');
  await recordDecision(deps, { ...suspended, ...decision });
}
