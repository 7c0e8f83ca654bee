/** Lets a run write what its concurrent tasks have for one partition in shared transactions. */
import { gathering } from './tables.ts';

/** Within the task, concurrent unguarded writes to a partition go together in transactions. */
export const gatheringWrites = <T>(task: () => Promise<T>): Promise<T> =>
  gathering.run(new WeakMap(), task);
