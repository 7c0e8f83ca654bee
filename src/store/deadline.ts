/** Work with a deadline sends no storage request after it, and waits for nothing beyond it. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** When the work ends, in terms of `performance.now()`. */
const ends = new AsyncLocalStorage<number>();

/** The deadline has passed: a write in progress may or may not have succeeded. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed';
}

/**
 * Everything that the task does, however deep, has the same deadline. A nested task keeps the earlier
 * one.
 * @param milliseconds from now
 * @throws DeadlinePassed soon after the deadline, whatever the task is still waiting for
 */
export async function withinDeadline<T>(milliseconds: number, task: () => Promise<T>): Promise<T> {
  const end = performance.now() + Math.min(milliseconds, millisecondsLeft());
  return ends.run(end, () => endedBefore(task(), graceMilliseconds));
}

/** Work that several tasks share has the latest of their deadlines, not that of the first. */
export function sharedUntil<T>(deadlines: readonly number[], work: () => Promise<T>): Promise<T> {
  return ends.run(Math.max(...deadlines), work);
}

/** @returns when the work must end, in terms of `performance.now()`; infinite if it need not */
export const deadline = (): number => ends.getStore() ?? Number.POSITIVE_INFINITY;

/** @returns milliseconds until the deadline, at least 0; infinite if there is none */
export function millisecondsLeft(): number {
  return Math.max(0, deadline() - performance.now());
}

/**
 * Waits, until the deadline, for a task that does not know it.
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

/** Work that ends because storage requests are refused can still report how it ended. */
const graceMilliseconds = 500;
