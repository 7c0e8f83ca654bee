/** Concurrent requests of one run for the same row share a storage request; no others do. */
import { AsyncLocalStorage } from 'node:async_hooks';

const runs = new AsyncLocalStorage<object>();

/** Within the task, what `inGroups` makes works in groups; elsewhere each call stands alone. */
export const sharingRequests = <T>(task: () => Promise<T>): Promise<T> => runs.run({}, task);

export type Group<Item> = readonly [Item, ...Item[]];

/** Handles a group; the returned function gives an item its result, or throws its error. */
type Work<Item, Result> = (name: string, group: Group<Item>) => Promise<(item: Item) => Result>;

type Waiting<Item, Result> = {
  item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
};
type Queue<Item, Result> = Waiting<Item, Result>[];

/**
 * While a group of a name is under way, the next one gathers: the work for an item always begins
 * after its call. A group is never larger than the number of tasks that the run has in flight.
 */
export function inGroups<Item, Result>(work: Work<Item, Result>) {
  const ofRuns = new WeakMap<object, Map<string, Queue<Item, Result>>>();
  return async (name: string, item: Item): Promise<Result> => {
    const run = runs.getStore();
    if (!run) return (await work(name, [item]))(item);
    const queues = ofRuns.get(run) ?? new Map<string, Queue<Item, Result>>();
    ofRuns.set(run, queues);
    return new Promise((resolve, reject) => {
      const queue = queues.get(name);
      queues.set(name, [...(queue ?? []), { item, resolve, reject }]);
      if (!queue) void drain(work, name, queues);
    });
  };
}

async function drain<Item, Result>(
  work: Work<Item, Result>,
  name: string,
  queues: Map<string, Queue<Item, Result>>,
): Promise<void> {
  // Calls of the same turn of the event loop form one group.
  await undefined;
  for (;;) {
    const [first, ...others] = queues.get(name) ?? [];
    if (!first) return void queues.delete(name);
    queues.set(name, []);
    const resultOf = work(name, [first.item, ...others.map(({ item }) => item)]);
    for (const { item, resolve, reject } of [first, ...others])
      resultOf.then((result) => resolve(result(item))).catch(reject);
    await resultOf.catch(() => {});
  }
}
