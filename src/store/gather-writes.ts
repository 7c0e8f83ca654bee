/** Within a task, concurrent unguarded writes to a partition go together in transactions. */
import { AsyncLocalStorage } from 'node:async_hooks';

const tasks = new AsyncLocalStorage<object>();

export const gatheringWrites = <T>(task: () => Promise<T>): Promise<T> => tasks.run({}, task);

/** @returns the task under way, for the writes to gather by; undefined outside of one */
export const gatheringTask = (): object | undefined => tasks.getStore();
