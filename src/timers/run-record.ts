/** Records a lifecycle run before it deactivates anybody, so that exactly its people can be undone. */
import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { listRuns, mergeRun, peopleOfRun } from '../store/runs.ts';
import type { SuspendedRun } from '../store/suspended-run.ts';

export type RunRecord = {
  runId: string;
  at: string;
  written?: Promise<void>;
};

type RecordDeps = Pick<Deps, 'store'>;

export const newRecord = (now: string): RunRecord => ({
  runId: randomUUID(),
  at: now,
});

/** All parts of a confirmed run are undone together. */
export const recordOfSuspended = ({ runId, at, decidedAt }: SuspendedRun): RunRecord => ({
  runId,
  at: decidedAt ?? at,
});

/** One storage request for each run. @returns the run's id, once it is stored */
export async function recorded(deps: RecordDeps, run: RunRecord, now: string): Promise<string> {
  run.written ??= mergeRun(deps.store, run.runId, { at: run.at, until: now, counting: true });
  await run.written;
  return run.runId;
}

/**
 * Counts the people of these runs, and of each that a crash has left uncounted. One storage request,
 * and at least two for each run to count.
 */
export async function countRuns(deps: RecordDeps, own: readonly RunRecord[]): Promise<void> {
  const written = own.filter((run) => run.written).map(({ runId }) => runId);
  for (const run of await listRuns(deps.store)) {
    if (!run.row.counting && !written.includes(run.runId)) continue;
    const { length: deactivated } = await peopleOfRun(deps.store, run);
    await mergeRun(deps.store, run.runId, { deactivated, counting: false });
  }
}
