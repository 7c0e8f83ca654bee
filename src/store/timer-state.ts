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

/** Of any state row, what is about a timer. */
const ofTimer = z.object({ ...expectedTimerRow.partial().shape, ...timerRow.partial().shape });

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

export type TimerStates = {
  /** Of each timer that has run. */
  ran: ReadonlyMap<string, TimerRow>;
  /** Of timers that had not run when they were first seen. */
  expectedSince: ReadonlyMap<string, string>;
};

/** All timers' states. One storage request. */
export async function readTimers(deps: Pick<Deps, 'store'>): Promise<TimerStates> {
  const filter = rowsUnder(statePartition);
  const { rows } = await readPage(await deps.store.table('keys'), ofTimer, { filter });
  const ran = new Map<string, TimerRow>();
  const expectedSince = new Map<string, string>();
  for (const { rowKey, ranAt, expectedSince: since, ...row } of rows) {
    if (ranAt !== undefined) ran.set(rowKey, { ...row, ranAt });
    if (since !== undefined) expectedSince.set(rowKey.slice(expectedPrefix.length), since);
  }
  return { ran, expectedSince };
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
