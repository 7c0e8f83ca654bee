/** How much of the processors each part took: by process and thread, as Linux accounts for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { sum } from './median.ts';

/** What Node calls the threads in which the service hashes. */
const hashThread = 'WorkerThread';

/** Milliseconds of processor time since the processes began. */
export type ProcessorTimes = {
  /** The service's hashing threads. */
  hash: number;
  /** All other threads of the service, those that collect garbage and compile included. */
  rest: number;
  /** This process with its clients, and its other children: storage. */
  others: number;
};

/** @param servicePid a child of this process @throws Error where there is no /proc */
export function processorTimes(servicePid: number): ProcessorTimes {
  const service = threadsOf(servicePid);
  const taken = (all: readonly { ms: number }[]) => sum(all.map(({ ms }) => ms));
  const hash = taken(service.filter(({ name }) => name === hashThread));
  const others = [process.pid, ...childrenOf(process.pid)].filter((pid) => pid !== servicePid);
  return { hash, rest: taken(service) - hash, others: taken(others.flatMap(threadsOf)) };
}

/** @returns what was taken from one look to the next */
export function timesBetween(before: ProcessorTimes, after: ProcessorTimes): ProcessorTimes {
  return {
    hash: after.hash - before.hash,
    rest: after.rest - before.rest,
    others: after.others - before.others,
  };
}

/** @returns the share of all processors that was left to the service */
export function leftToService({ others }: ProcessorTimes, seconds: number): number {
  return 1 - others / (seconds * 1_000 * availableParallelism());
}

function threadsOf(pid: number): { name: string; ms: number }[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      const folder = `/proc/${pid}/task/${thread}`;
      const [nanoseconds] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ');
      const name = readFileSync(`${folder}/comm`, 'utf8').trim();
      return [{ name, ms: Number(nanoseconds) / 1e6 }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}
