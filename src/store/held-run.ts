/** A run that waits: exactly the accounts that were shown, until somebody decides or it is stale. */
import type { Deps } from '../deps.ts';
import type { Step } from '../policy/statuses.ts';
import { withoutKey } from './foreign.ts';
import { inParallel } from './in-parallel.ts';
import { heldKey, heldPartition } from './keys-of.ts';
import { type HeldRow, heldRow, scheduleRow } from './rows.ts';
import { getRow, type Key, readPage, remove, rowsUnder, write } from './tables.ts';

const headKey: Key = { partitionKey: 'state', rowKey: 'held' };
/** Rows deleted at once. */
const atOnceMax = 8;

export type HeldStep = { userId: string; step: Step };

export async function readHeld(deps: Pick<Deps, 'store'>): Promise<HeldRow | undefined> {
  const row = await getRow(await deps.store.table('keys'), heldRow, headKey);
  return row && withoutKey(row);
}

export async function putHeld(deps: Pick<Deps, 'store'>, row: HeldRow): Promise<void> {
  await write(await deps.store.table('keys'), [{ do: 'put', key: headKey, row }]);
}

/** @returns one page of the accounts that wait, by id */
export async function readHeldSteps(
  deps: Pick<Deps, 'store'>,
  runId: string,
  ask: { rows: number; next?: string | undefined },
): Promise<{ steps: HeldStep[]; next?: string }> {
  const filter = rowsUnder(heldPartition(runId));
  const page = await readPage(await deps.store.table('schedule'), scheduleRow, { ...ask, filter });
  // A step that only a newer release knows is left to it.
  const steps = page.rows.flatMap(({ rowKey, step }) => (step ? [{ userId: rowKey, step }] : []));
  return { steps, ...(page.next && { next: page.next }) };
}

/** The head goes last: a crash in between leaves a run that can still be dropped. */
export async function dropHeld(deps: Pick<Deps, 'store'>, held: HeldRow): Promise<void> {
  const schedule = await deps.store.table('schedule');
  for (;;) {
    const { steps } = await readHeldSteps(deps, held.runId, { rows: 1_000 });
    if (steps.length === 0) break;
    await inParallel(steps, atOnceMax, ({ userId }) =>
      remove(schedule, heldKey(held.runId, userId)),
    );
  }
  await remove(await deps.store.table('keys'), headKey);
}
