/** A suspended run: exactly the accounts shown, until somebody decides or it becomes stale. */

import type { Step } from '../policy/statuses.ts';
import type { Deps } from './deps.ts';
import { withoutKey } from './foreign.ts';
import { inParallel } from './in-parallel.ts';
import { statePartition, suspendedKey, suspendedPartition } from './row-keys.ts';
import { scheduleRow } from './rows/list.ts';
import { type SuspendedRunRow, suspendedRunRow } from './rows/state.ts';
import {
  Conflict,
  getRow,
  type Key,
  readPage,
  remove,
  rowsUnder,
  type Write,
  write,
} from './tables.ts';

export const suspendedRunKey: Key = { partitionKey: statePartition, rowKey: 'held' };
/** Requests in flight, at most. */
const atOnceMax = 8;

export type SuspendedStep = { userId: string; step: Step };

/** The ETag ensures that only one of several concurrent decisions is made. */
export type SuspendedRun = SuspendedRunRow & { etag: string };

/** One storage request. */
export async function readSuspendedRun(
  deps: Pick<Deps, 'store'>,
): Promise<SuspendedRun | undefined> {
  const row = await getRow(await deps.store.table('keys'), suspendedRunRow, suspendedRunKey);
  return row && { ...withoutKey(row), etag: row.etag };
}

/** One storage request. @returns false, with nothing written, if a run is already suspended */
export function addSuspendedRun(deps: Pick<Deps, 'store'>, row: SuspendedRunRow): Promise<boolean> {
  return written(deps, { do: 'insert', key: suspendedRunKey, row });
}

/** One storage request. @returns false if somebody else has decided since the run was read */
export function decideSuspendedRun(
  deps: Pick<Deps, 'store'>,
  { etag, ...row }: SuspendedRun,
  decision: Partial<SuspendedRunRow>,
): Promise<boolean> {
  return written(deps, { do: 'put', key: suspendedRunKey, row: { ...row, ...decision }, etag });
}

async function written(deps: Pick<Deps, 'store'>, part: Write): Promise<boolean> {
  try {
    await write(await deps.store.table('keys'), [part]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return false;
  }
}

/** The accounts that the run would affect. One storage request for each. */
export async function putSuspendedSteps(
  deps: Pick<Deps, 'store'>,
  runId: string,
  steps: readonly SuspendedStep[],
): Promise<void> {
  const schedule = await deps.store.table('schedule');
  await inParallel(steps, atOnceMax, ({ userId, step }) =>
    write(schedule, [{ do: 'merge', key: suspendedKey(runId, userId), row: { step } }]),
  );
}

/** @returns one page of the suspended accounts, by id */
export async function readSuspendedSteps(
  deps: Pick<Deps, 'store'>,
  runId: string,
  ask: { rows: number; next?: string | undefined },
): Promise<{ steps: SuspendedStep[]; next?: string }> {
  const filter = rowsUnder(suspendedPartition(runId));
  const page = await readPage(await deps.store.table('schedule'), scheduleRow, { ...ask, filter });
  // A step unknown to this release is left to a newer one.
  const steps = page.rows.flatMap(({ rowKey, step }) => (step ? [{ userId: rowKey, step }] : []));
  return { steps, ...(page.next && { next: page.next }) };
}

/** The accounts of a run that has ended or was never suspended. One storage request for each. */
export async function removeSuspendedSteps(
  deps: Pick<Deps, 'store'>,
  runId: string,
): Promise<void> {
  const schedule = await deps.store.table('schedule');
  for (;;) {
    const { steps } = await readSuspendedSteps(deps, runId, { rows: 1_000 });
    if (steps.length === 0) return;
    await inParallel(steps, atOnceMax, ({ userId }) =>
      remove(schedule, suspendedKey(runId, userId)),
    );
  }
}

/** The head is removed last: after a crash, the next timer run removes the rest. */
export async function removeSuspendedRun(deps: Pick<Deps, 'store'>, runId: string): Promise<void> {
  await removeSuspendedSteps(deps, runId);
  const found = await readSuspendedRun(deps);
  if (found?.runId === runId)
    await written(deps, { do: 'delete', key: suspendedRunKey, etag: found.etag });
}
