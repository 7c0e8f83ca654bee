/** An administrator decides on the run that waits: on exactly the people that it shows. */

import { viewOf } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import type { EventKind } from '../policy/event-names.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadReadable } from '../store/accounts.ts';
import { newEvent } from '../store/event-id.ts';
import { dropHeld, putHeld, readHeld, readHeldSteps } from '../store/held-run.ts';
import { openEntry } from '../store/journal.ts';
import type { HeldRow } from '../store/rows.ts';
import { type Counts, lifecycle } from './lifecycle.ts';

/** @returns the run that waits, as the administration sees it */
export async function heldView(deps: Pick<Deps, 'store'>) {
  const held = await readHeld(deps);
  if (!held) return {};
  const { runId, at, toDeactivate, toErase, active, confirmedBy } = held;
  const confirmed = confirmedBy !== undefined;
  return { run: { runId, at, toDeactivate, toErase, activeAccounts: active, confirmed } };
}

/** @returns a page of the people whom it would take. @throws Refusal run_decided */
export async function listHeldPeople(
  deps: Deps,
  runId: string,
  page: { limit: number; cursor?: string | undefined },
  now: string,
) {
  await waiting(deps, runId);
  const { steps, next } = await readHeldSteps(deps, runId, { rows: page.limit, next: page.cursor });
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
export async function confirmHeld(
  deps: Deps,
  runId: string,
  actor: Account,
  now: string,
): Promise<Counts> {
  const held = await waiting(deps, runId);
  await record(deps, 'run_confirmed', held, actor);
  await putHeld(deps, { ...held, confirmedBy: actor.userId });
  return lifecycle(deps, now, limit.runSecondsMax);
}

/** @throws Refusal run_decided */
export async function discardHeld(deps: Deps, runId: string, actor: Account): Promise<void> {
  const held = await waiting(deps, runId);
  await record(deps, 'run_dropped', held, actor);
  await dropHeld(deps, held);
}

async function waiting(deps: Pick<Deps, 'store'>, runId: string): Promise<HeldRow> {
  const held = await readHeld(deps);
  if (held?.runId !== runId || held.confirmedBy) throw new Refusal('run_decided');
  return held;
}

async function record(deps: Deps, kind: EventKind, held: HeldRow, actor: Account) {
  const { runId, toDeactivate, toErase } = held;
  await openEntry(deps.store, {
    ...newEvent(deps),
    kind,
    actorId: actor.userId,
    organizationId: actor.row.organizationId,
    data: { runId, toDeactivate, toErase },
    subjectKind: 'user',
    subjectId: actor.userId,
    state: 'done',
  });
}
