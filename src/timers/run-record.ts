/** Records a lifecycle run before it deactivates anybody, so that exactly its people can be undone. */
import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { loadRun, mergeRun } from '../store/runs.ts';
import type { SuspendedRun } from '../store/suspended-run.ts';

export type RunRecord = {
  runId: string;
  at: string;
  /** In this part of the run. */
  deactivated: number;
  written?: Promise<void>;
};

type RecordDeps = Pick<Deps, 'store'>;

export const newRecord = (now: string): RunRecord => ({
  runId: randomUUID(),
  at: now,
  deactivated: 0,
});

/** All parts of a confirmed run are undone together. */
export const recordOfSuspended = ({ runId, at, decidedAt }: SuspendedRun): RunRecord => ({
  runId,
  at: decidedAt ?? at,
  deactivated: 0,
});

/** One storage request for each run. @returns the run's id, once it is stored */
export async function recorded(deps: RecordDeps, run: RunRecord, now: string): Promise<string> {
  run.written ??= mergeRun(deps.store, run.runId, { at: run.at, until: now });
  await run.written;
  return run.runId;
}

/** Two storage requests if it deactivated anybody. */
export async function closeRecord(
  deps: RecordDeps,
  { runId, deactivated }: RunRecord,
): Promise<void> {
  if (deactivated === 0) return;
  const before = (await loadRun(deps.store, runId))?.row.deactivated ?? 0;
  await mergeRun(deps.store, runId, { deactivated: before + deactivated });
}
