/** Work with a deadline sends nothing to storage after it, and nothing that it waits for outlasts it. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** When the work ends, on the clock of `performance.now()`. */
const ends = new AsyncLocalStorage<number>();

/** The time is over: what was being written may have been written, or may not. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

/**
 * Whatever the task does, however deep, has the same deadline. A task within a task keeps the
 * earlier one.
 * @param milliseconds from now
 * @throws DeadlinePassed soon after the deadline at the latest, whatever the task still waits for
 */
export async function withinDeadline<T>(milliseconds: number, task: () => Promise<T>): Promise<T> {
  const end = performance.now() + Math.min(milliseconds, millisecondsLeft());
  return ends.run(end, () => endedBefore(task(), graceMilliseconds));
}

/** @returns milliseconds until the deadline, at least 0; infinite where there is none */
export function millisecondsLeft(): number {
  return Math.max(0, (ends.getStore() ?? Number.POSITIVE_INFINITY) - performance.now());
}

/**
 * Waits for what knows no deadline itself.
 * @param grace milliseconds after the deadline
 * @throws DeadlinePassed
 */
export async function endedBefore<T>(task: Promise<T>, grace = 0): Promise<T> {
  const left = millisecondsLeft();
  if (left === Number.POSITIVE_INFINITY) return task;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed()), left + grace);
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What ends because storage requests are refused still says how it ended. */
const graceMilliseconds = 500;
