/** Runs tasks with bounded concurrency, so that storage is neither idle nor flooded. */

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
