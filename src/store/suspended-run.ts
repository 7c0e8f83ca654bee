/** A run that waits: exactly the accounts that were shown, until somebody decides or it is stale. */

import type { Step } from '../policy/statuses.ts';
import type { Deps } from './deps.ts';
import { withoutKey } from './foreign.ts';
import { inParallel } from './in-parallel.ts';
import { statePartition, suspendedKey, suspendedPartition } from './row-keys.ts';
import { type SuspendedRunRow, scheduleRow, suspendedRunRow } from './rows.ts';
import { getRow, type Key, readPage, remove, rowsUnder, write } from './tables.ts';

export const suspendedRunKey: Key = { partitionKey: statePartition, rowKey: 'held' };
/** Requests in flight at most. */
const atOnceMax = 8;

export type SuspendedStep = { userId: string; step: Step };

export async function readSuspendedRun(
  deps: Pick<Deps, 'store'>,
): Promise<SuspendedRunRow | undefined> {
  const row = await getRow(await deps.store.table('keys'), suspendedRunRow, suspendedRunKey);
  return row && withoutKey(row);
}

export async function putSuspendedRun(
  deps: Pick<Deps, 'store'>,
  row: SuspendedRunRow,
): Promise<void> {
  await write(await deps.store.table('keys'), [{ do: 'put', key: suspendedRunKey, row }]);
}

/** The accounts that the run would take. One storage request for each. */
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

/** @returns one page of the accounts that wait, by id */
export async function readSuspendedSteps(
  deps: Pick<Deps, 'store'>,
  runId: string,
  ask: { rows: number; next?: string | undefined },
): Promise<{ steps: SuspendedStep[]; next?: string }> {
  const filter = rowsUnder(suspendedPartition(runId));
  const page = await readPage(await deps.store.table('schedule'), scheduleRow, { ...ask, filter });
  // A step that only a newer release knows is left to it.
  const steps = page.rows.flatMap(({ rowKey, step }) => (step ? [{ userId: rowKey, step }] : []));
  return { steps, ...(page.next && { next: page.next }) };
}

/** The head goes last: a crash in between leaves a run that can still be dropped. */
export async function dropSuspendedRun(
  deps: Pick<Deps, 'store'>,
  suspended: SuspendedRunRow,
): Promise<void> {
  const schedule = await deps.store.table('schedule');
  for (;;) {
    const { steps } = await readSuspendedSteps(deps, suspended.runId, { rows: 1_000 });
    if (steps.length === 0) break;
    await inParallel(steps, atOnceMax, ({ userId }) =>
      remove(schedule, suspendedKey(suspended.runId, userId)),
    );
  }
  await remove(await deps.store.table('keys'), suspendedRunKey);
}
