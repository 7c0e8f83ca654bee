/** Runs one change for each of many rows, a few at a time, and waits whenever the service asks to. */
import type { ProblemError } from '../client/client.ts';
import { pause } from './pause.ts';
import { problemOf } from './problem-of.ts';

export type Outcome<T> = { row: T; problem: ProblemError | undefined };

const atOnceMax = 3;
const triesMax = 5;
/** A longer wait, such as until tomorrow, is reported instead. */
const waitSecondsMax = 90;

/**
 * @param onOutcome called once for each row that was tried
 * @param isStopped whether to start no further change
 */
export async function eachOf<T>(
  rows: readonly T[],
  act: (row: T) => Promise<unknown>,
  onOutcome: (outcome: Outcome<T>) => void,
  isStopped: () => boolean,
): Promise<void> {
  const waiting = rows.values();
  const worker = async () => {
    for (const row of waiting) {
      if (isStopped()) return;
      const problem = await tried(() => act(row), isStopped);
      onOutcome({ row, problem });
    }
  };
  await Promise.all(Array.from({ length: atOnceMax }, worker));
}

/** @returns the problem of the last try, if none succeeded */
async function tried(
  act: () => Promise<unknown>,
  isStopped: () => boolean,
): Promise<ProblemError | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      await act();
      return undefined;
    } catch (error) {
      const problem = problemOf(error);
      const { retryAfterSeconds } = problem;
      const waits = retryAfterSeconds !== undefined && retryAfterSeconds <= waitSecondsMax;
      if (!waits || tries === triesMax || isStopped()) return problem;
      await pause(retryAfterSeconds * 1_000);
      if (isStopped()) return problem;
    }
  }
}
