/** Runs tasks with bounded concurrency, so that storage is neither idle nor flooded. */

import { Refusal } from '../policy/problems.ts';

/**
 * Waits for all tasks even if one fails, so that none acts after the failure has been handled.
 * @throws an error of storage before a refusal, because what the task wrote is then unknown; else the
 *   first task's error
 */
export async function allEnded<T extends readonly unknown[]>(
  tasks: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const ended = await Promise.allSettled(tasks);
  const errors = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length > 0) throw errors.find((each) => !(each instanceof Refusal)) ?? errors[0];
  return Promise.all(tasks) as Promise<unknown> as Promise<T>;
}

/** @param atOnceMax tasks in flight, at most @throws the first error of a task */
export async function inParallel<T>(
  items: readonly T[],
  atOnceMax: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, items.length) }, worker));
}
