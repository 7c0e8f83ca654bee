/** Logs the decision on a suspended run exactly once, even if a crash causes a repetition. */
import type { Deps } from '../deps.ts';
import { logEvent } from '../store/log-event.ts';
import type { SuspendedRunRow } from '../store/rows/state.ts';

/** One storage request; none if nobody has decided. */
export async function recordDecision(
  deps: Pick<Deps, 'store' | 'clock'>,
  run: SuspendedRunRow,
): Promise<void> {
  const { runId, toDeactivate, toErase, confirmedBy, droppedBy, decisionId, decidedAt } = run;
  const actorId = confirmedBy ?? droppedBy;
  if (!actorId || !decisionId || !decidedAt) return;
  await logEvent(deps, {
    kind: confirmedBy ? 'run_confirmed' : 'run_dropped',
    actorId,
    organizationId: run.decidedIn ?? '',
    data: { runId, toDeactivate, toErase },
    event: { eventId: decisionId, at: decidedAt },
  });
}
