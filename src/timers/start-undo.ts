/** An administrator undoes a lifecycle run: it starts once, and may be repeated at any time. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { undoOutcomes } from '../policy/undo-outcomes.ts';
import type { Account } from '../store/accounts.ts';
import { newEvent } from '../store/event-id.ts';
import { logEvent } from '../store/log-event.ts';
import type { LifecycleRunRow } from '../store/rows/state.ts';
import { type LifecycleRun, listRuns, loadRun, replaceRun } from '../store/runs.ts';
import { putWork } from '../store/work.ts';

type UndoDeps = Pick<Deps, 'store' | 'clock'>;

export async function listRunViews({ store }: Pick<Deps, 'store'>) {
  return (await listRuns(store)).slice(0, limit.runsShownMax).map(runView);
}

/**
 * While it is running, a repetition only queues it again; afterwards, it starts anew, which changes
 * nothing for those who have been brought back.
 * @throws Refusal not_found, request_in_progress
 */
export async function startUndo(deps: UndoDeps, runId: string, actor: Account) {
  const found = await loadRun(deps.store, runId);
  if (!found) throw new Refusal('not_found');
  const run = found.row.undoState === 'running' ? found : await begin(deps, found, actor);
  await recordStart(deps, run);
  await putWork(deps.store, 'later', { kind: 'undo', runId });
  return runView(run);
}

async function begin(deps: UndoDeps, found: LifecycleRun, actor: Account): Promise<LifecycleRun> {
  const { eventId: undoEventId, at: undoneAt } = newEvent(deps);
  const undone = { undoneBy: actor.userId, undoneIn: actor.row.organizationId, undoneAt };
  const notYet = { undoCounts: undefined, undoEndedAt: undefined, undoEndEventId: undefined };
  const state = { undoState: 'running', undoEventId, ...notYet } as const;
  const run = { ...found, row: { ...found.row, ...undone, ...state } };
  if (await replaceRun(deps.store, run)) return run;
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/** Exactly once, even if a crash causes a repetition. One storage request. */
export async function recordStart(
  deps: UndoDeps,
  { runId, row: { undoneBy, undoneIn, undoneAt, undoEventId } }: LifecycleRun,
): Promise<void> {
  if (!undoneBy || !undoneAt || !undoEventId) return;
  await logEvent(deps, {
    kind: 'run_undo_started',
    actorId: undoneBy,
    organizationId: undoneIn ?? '',
    data: { runId },
    event: { eventId: undoEventId, at: undoneAt },
  });
}

function runView({ runId, row }: LifecycleRun) {
  const { at, deactivated = 0, undoState, undoneAt, undoneBy } = row;
  const undo = undoState &&
    undoneAt &&
    undoneBy && { state: undoState, startedAt: undoneAt, by: undoneBy, ...countsOf(row) };
  return { runId, at, deactivated, ...(undo && { undo }) };
}

function countsOf({ undoCounts = {} }: LifecycleRunRow) {
  const { broughtBack = 0, alreadyRestored = 0, deactivatedAgain = 0, erased = 0 } = undoCounts;
  const refused = Object.entries(undoCounts).filter(
    ([name]) => !undoOutcomes.some((outcome) => outcome === name),
  );
  const { waiting = 0 } = undoCounts;
  const taken = { broughtBack, alreadyRestored, deactivatedAgain, erased };
  return { ...taken, refused: Object.fromEntries(refused), waiting };
}
