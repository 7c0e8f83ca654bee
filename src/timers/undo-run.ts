/**
 * Brings back exactly the people whom a lifecycle run deactivated and who still are, in steps.
 * - What became of each person follows from the account alone: a crash or a repetition counts the
 *   same, and restores nobody twice.
 * - Each restore obeys the rules that a single one obeys, and needs the right of the person who asked.
 */

import { mayStillAct } from '../accounts/may-still-act.ts';
import { restore } from '../accounts/restore.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { type ProblemCode, Refusal } from '../policy/problems.ts';
import { earlierBy, minuteMs } from '../policy/time.ts';
import type { UndoOutcome } from '../policy/undo-outcomes.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { newEvent } from '../store/event-id.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { inParallel } from '../store/in-parallel.ts';
import { logEvent } from '../store/log-event.ts';
import {
  type LifecycleRun,
  listRuns,
  loadRun,
  mergeRun,
  peopleOfRun,
  replaceRun,
} from '../store/runs.ts';
import { putWork } from '../store/work.ts';
import { recordStart } from './start-undo.ts';

const atOnceMax = 8;

type Outcome = UndoOutcome | ProblemCode;
type Undo = { deps: Deps; run: LifecycleRun; actorId: string; now: string };

/** @throws when storage fails; the message is redelivered and the undoing continues */
export async function undoRun(deps: Deps, runId: string, now: string): Promise<void> {
  const run = await loadRun(deps.store, runId);
  const { undoState, undoneBy: actorId = '' } = run?.row ?? {};
  if (!run || undoState !== 'running') return;
  await recordStart(deps, run);
  const counts = await bringAllBack({ deps, run, actorId, now });
  if (!counts) return mergeRun(deps.store, runId, { undoState: 'stopped' });
  await mergeRun(deps.store, runId, { undoCounts: counts });
  if (counts['waiting']) return putWork(deps.store, 'later', { kind: 'undo', runId });
  await end(deps, run, counts);
}

/** Requeues what a lost message has interrupted. One storage request. @returns how many */
export async function resumeUndos(deps: Pick<Deps, 'store'>, now: string): Promise<number> {
  const before = earlierBy(now, limit.undoStalledMinutes * minuteMs);
  const stalled = (await listRuns(deps.store)).filter(
    ({ row }) => row.undoState === 'running' && (row.undoneAt ?? '') < before,
  );
  for (const { runId } of stalled) await putWork(deps.store, 'later', { kind: 'undo', runId });
  return stalled.length;
}

/** @returns the people by outcome; undefined if whoever asked may no longer */
async function bringAllBack(undo: Undo): Promise<Record<string, number> | undefined> {
  const { deps, run, actorId, now } = undo;
  const actor = await loadAccount(deps.store, actorId);
  const isAllowed =
    actor && mayStillAct(deps, actor.row, 'lifecycle.run', actor.row.organizationId, now);
  if (!isAllowed) return undefined;
  const until = performance.now() + limit.undoSliceSeconds * 1_000;
  const counts: Record<string, number> = {};
  await inParallel(await peopleOfRun(deps.store, run), atOnceMax, async (userId) => {
    const outcome = performance.now() > until ? 'waiting' : await bringBack(undo, userId);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  });
  return counts;
}

async function bringBack(undo: Undo, userId: string): Promise<Outcome> {
  const { deps, run, actorId, now } = undo;
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    try {
      const loaded = await loadAccount(deps.store, userId);
      const outcome = outcomeOf(undo, loaded);
      if (outcome || !loaded) return outcome ?? 'erased';
      const ifMatch = loaded.row.revision;
      await restore(deps, { loaded, actorId, ifMatch, runId: run.runId }, now);
      return 'broughtBack';
    } catch (error) {
      if (error instanceof UnreadableRow) return 'newer_release_needed';
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'too_late_to_restore') return 'erased';
      if (error.code === 'request_in_progress') return 'waiting';
      // Somebody else changed the account first: it is looked at again.
      const isOvertaken = error.code === 'changed_meanwhile' || error.code === 'not_deactivated';
      if (!isOvertaken) return error.code;
    }
  }
  return 'waiting';
}

/** @returns undefined for a person whom the run deactivated and nobody has brought back since */
function outcomeOf({ deps, run, now }: Undo, account: Account | undefined): Outcome | undefined {
  if (!account?.person) return 'erased';
  const { row } = account;
  if (row.broughtBackFrom === run.runId) return 'broughtBack';
  const { status } = evaluateLifecycle(row, deps.policy, now);
  if (status === 'erased') return 'erased';
  if (!row.deactivatedAt) return 'alreadyRestored';
  // The release before leaves the run's id when it restores: the date shows whether it is still right.
  const isOfRun = row.deactivatedInRun === run.runId && row.deactivatedAt <= run.row.until;
  return isOfRun ? undefined : 'deactivatedAgain';
}

/** The event is logged once, with the counts of the first delivery that ended. */
async function end(deps: Deps, { runId, row }: LifecycleRun, counts: Record<string, number>) {
  const { undoneBy = '', undoneIn = '' } = row;
  await logEvent(deps, {
    kind: 'run_undone',
    actorId: undoneBy,
    organizationId: undoneIn,
    data: { runId, ...counts },
    event: await eventOfEnd(deps, runId),
  });
  await mergeRun(deps.store, runId, { undoState: 'done' });
}

/**
 * The identity is stored before the event, and a delivery that comes second takes the first one's.
 * @throws after many lost races; the message is redelivered
 */
async function eventOfEnd(deps: Deps, runId: string): Promise<{ eventId: string; at: string }> {
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const run = await loadRun(deps.store, runId);
    if (!run) break;
    const { undoEndedAt, undoEndEventId } = run.row;
    if (undoEndedAt && undoEndEventId) return { eventId: undoEndEventId, at: undoEndedAt };
    const event = newEvent(deps);
    const row = { ...run.row, undoEndedAt: event.at, undoEndEventId: event.eventId };
    if (await replaceRun(deps.store, { ...run, row })) return event;
  }
  throw new Error('another delivery of the undoing changes the run');
}
