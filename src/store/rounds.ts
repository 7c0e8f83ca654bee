/** What arrives while the same thing is being read or written goes together in the next request. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { limit } from '../policy/limits.ts';
import { deadline, sharedUntil } from './deadline.ts';

const gathering = new AsyncLocalStorage<true>();

/**
 * For a job over many rows: each round begins a moment later, so that more goes together, and
 * unguarded writes to a partition share transactions (store/tables.ts).
 */
export function gatheringRounds<T>(task: () => Promise<T>): Promise<T> {
  return gathering.run(true, task);
}

export const isGathering = (): boolean => gathering.getStore() ?? false;

type Waiting<T> = { item: T; until: number; end: (error?: unknown) => void };

/**
 * @param work handles the items of one key, at least one; its error reaches all of them
 * @returns adds an item; ends when a round that began afterwards has ended
 */
export function openRounds<T>(
  work: (key: string, items: readonly T[]) => Promise<void>,
): (key: string, item: T) => Promise<void> {
  const queues = new Map<string, Waiting<T>[]>();

  async function run(key: string): Promise<void> {
    do {
      if (isGathering()) await wait(limit.gatherMilliseconds);
      const round = queues.get(key) ?? [];
      queues.set(key, []);
      const items = round.map(({ item }) => item);
      const deadlines = round.map(({ until }) => until);
      const handled = sharedUntil(deadlines, () => work(key, items));
      const error = await handled.catch((reason: unknown) => reason);
      for (const { end } of round) end(error);
    } while (queues.get(key)?.length);
    queues.delete(key);
  }

  return (key, item) =>
    new Promise((resolve, reject) => {
      const end = (error?: unknown) => (error === undefined ? resolve() : reject(error));
      const queue = queues.get(key);
      queues.set(key, [...(queue ?? []), { item, until: deadline(), end }]);
      if (!queue) void run(key);
    });
}

/** The same, with rounds of its own for each storage or table. */
export function openRoundsOf<Owner extends object, T>(
  work: (owner: Owner, key: string, items: readonly T[]) => Promise<void>,
): (owner: Owner, key: string, item: T) => Promise<void> {
  const all = new WeakMap<Owner, (key: string, item: T) => Promise<void>>();
  return (owner, key, item) => {
    const add = all.get(owner) ?? openRounds<T>((...round) => work(owner, ...round));
    all.set(owner, add);
    return add(key, item);
  };
}
