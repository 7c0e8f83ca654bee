/** What a change still writes once its effects show does not delay the response to a request. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** The unfinished tails of one application's requests. */
export type Tails = Set<Promise<unknown>>;

const answering = new AsyncLocalStorage<Tails>();

/** @param tails receives what the task leaves to be written after its response */
export function answeringWith<T>(tails: Tails, task: () => Promise<T>): Promise<T> {
  return answering.run(tails, task);
}

/**
 * Within a request, returns at once; a timer or message waits, because its process may end.
 * @param task handles its own errors
 */
export async function afterResponse(task: () => Promise<unknown>): Promise<void> {
  const tails = answering.getStore();
  const tail = task().finally(() => tails?.delete(tail));
  if (tails) tails.add(tail);
  else await tail;
}
