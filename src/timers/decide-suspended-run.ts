/** An administrator decides on the run that waits: on exactly the people that it shows. */

import { viewOf } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import type { LogOnlyKind } from '../policy/event-names.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadReadable } from '../store/accounts.ts';
import { logEvent } from '../store/log-event.ts';
import type { SuspendedRunRow } from '../store/rows.ts';
import {
  dropSuspendedRun,
  putSuspendedRun,
  readSuspendedRun,
  readSuspendedSteps,
} from '../store/suspended-run.ts';
import { type Counts, lifecycle } from './lifecycle.ts';

/** @returns the run that waits, as the administration sees it */
export async function suspendedRunView(deps: Pick<Deps, 'store'>) {
  const suspended = await readSuspendedRun(deps);
  if (!suspended) return {};
  const { runId, at, toDeactivate, toErase, active, confirmedBy } = suspended;
  const confirmed = confirmedBy !== undefined;
  return { run: { runId, at, toDeactivate, toErase, activeAccounts: active, confirmed } };
}

/** @returns a page of the people whom it would take. @throws Refusal run_decided */
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
 * Confirms, then carries out what fits into the time of a request; the timer does the rest.
 * @throws Refusal run_decided
 */
export async function confirmSuspendedRun(
  deps: Deps,
  runId: string,
  actor: Account,
  now: string,
): Promise<Counts> {
  const suspended = await waiting(deps, runId);
  await record(deps, 'run_confirmed', suspended, actor);
  await putSuspendedRun(deps, { ...suspended, confirmedBy: actor.userId });
  return lifecycle(deps, now, limit.runSecondsMax);
}

/** @throws Refusal run_decided */
export async function discardSuspendedRun(
  deps: Deps,
  runId: string,
  actor: Account,
): Promise<void> {
  const suspended = await waiting(deps, runId);
  await record(deps, 'run_dropped', suspended, actor);
  await dropSuspendedRun(deps, suspended);
}

async function waiting(deps: Pick<Deps, 'store'>, runId: string): Promise<SuspendedRunRow> {
  const suspended = await readSuspendedRun(deps);
  if (suspended?.runId !== runId || suspended.confirmedBy) throw new Refusal('run_decided');
  return suspended;
}

async function record(deps: Deps, kind: LogOnlyKind, suspended: SuspendedRunRow, actor: Account) {
  const { runId, toDeactivate, toErase } = suspended;
  await logEvent(deps, {
    kind,
    actorId: actor.userId,
    organizationId: actor.row.organizationId,
    data: { runId, toDeactivate, toErase },
  });
}
