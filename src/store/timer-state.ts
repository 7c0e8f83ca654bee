/** Each timer's progress and its last run, from which a late timer is detected. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { expectedPrefix, statePartition } from './row-keys.ts';
import {
  type CensusRow,
  censusRow,
  expectedTimerRow,
  type TimerRow,
  timerRow,
} from './rows/state.ts';
import { getRow, type Key, readPage, rowsUnder, write } from './tables.ts';

const keyOf = (name: string): Key => ({ partitionKey: statePartition, rowKey: name });

/** Not every state row has it. */
const beat = z.object({ ...expectedTimerRow.partial().shape, ranAt: z.string().optional() });

/** @returns undefined if the timer has never run. One storage request. */
export async function readTimer(
  deps: Pick<Deps, 'store'>,
  name: string,
): Promise<TimerRow | undefined> {
  return getRow(await deps.store.table('keys'), timerRow, keyOf(name));
}

/** One storage request. */
export async function putTimer(
  deps: Pick<Deps, 'store'>,
  name: string,
  row: TimerRow,
): Promise<void> {
  await write(await deps.store.table('keys'), [{ do: 'merge', key: keyOf(name), row }]);
}

export type Beats = {
  /** The last run of each timer; one that never ran is missing. */
  ranAt: ReadonlyMap<string, string>;
  /** Of timers that had not run when they were first seen. */
  expectedSince: ReadonlyMap<string, string>;
};

/** One storage request. */
export async function readBeats(deps: Pick<Deps, 'store'>): Promise<Beats> {
  const filter = rowsUnder(statePartition);
  const { rows } = await readPage(await deps.store.table('keys'), beat, { filter });
  const known = (field: 'ranAt' | 'expectedSince', prefix = '') =>
    new Map(
      rows.flatMap(({ rowKey, [field]: at }) => (at ? [[rowKey.slice(prefix.length), at]] : [])),
    );
  return { ranAt: known('ranAt'), expectedSince: known('expectedSince', expectedPrefix) };
}

/** From now on, the timer is late if it does not run in time. One storage request. */
export async function expectTimer(
  deps: Pick<Deps, 'store'>,
  name: string,
  now: string,
): Promise<void> {
  const key = keyOf(`${expectedPrefix}${name}`);
  await write(await deps.store.table('keys'), [{ do: 'merge', key, row: { expectedSince: now } }]);
}

/** One storage request. */
export async function readCensus(deps: Pick<Deps, 'store'>): Promise<CensusRow | undefined> {
  return getRow(await deps.store.table('keys'), censusRow, keyOf('census'));
}

/**
 * A census of the previous release, which does not keep the rows of those who await a decision,
 * leaves another instant. One storage request.
 * @returns whether the rows are complete, except for what the previous release has changed since
 */
export async function keepsAwaiting(deps: Pick<Deps, 'store'>): Promise<boolean> {
  const { ranAt, awaitingKeptAt } = (await readCensus(deps)) ?? {};
  return ranAt !== undefined && awaitingKeptAt === ranAt;
}

/** One storage request. */
export async function putCensus(deps: Pick<Deps, 'store'>, row: CensusRow): Promise<void> {
  await write(await deps.store.table('keys'), [{ do: 'merge', key: keyOf('census'), row }]);
}
