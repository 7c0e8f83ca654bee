/** What arrives while the same thing is being written goes together in the next write. */
import { deadline, sharedUntil } from './deadline.ts';

type Waiting<T> = { item: T; until: number; end: (error?: unknown) => void };

/**
 * @param work writes the items of one key, at least one; its error reaches all of them
 * @returns adds an item; ends when the item's round has ended
 */
export function openRounds<T>(
  work: (key: string, items: readonly T[]) => Promise<void>,
): (key: string, item: T) => Promise<void> {
  const queues = new Map<string, Waiting<T>[]>();

  async function run(key: string): Promise<void> {
    for (let round = queues.get(key); round?.length; round = queues.get(key)) {
      queues.set(key, []);
      const items = round.map(({ item }) => item);
      const deadlines = round.map(({ until }) => until);
      const writing = sharedUntil(deadlines, () => work(key, items));
      const error = await writing.catch((reason: unknown) => reason);
      for (const { end } of round) end(error);
    }
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
