/** Measures processor time by process and thread, as accounted by Linux. */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { sum } from './median.ts';

/** Node's name for the service's hashing threads. */
const hashThread = 'WorkerThread';

/** Milliseconds of processor time since the processes started. */
export type ProcessorTimes = {
  /** The service's hashing threads. */
  hash: number;
  /** All other threads of the service, including garbage collection and compilation. */
  rest: number;
  /** This process, which runs the clients, and its other child, storage. */
  others: number;
};

/** @param servicePid a child of this process @throws Error if there is no /proc */
export function processorTimes(servicePid: number): ProcessorTimes {
  const service = threadsOf(servicePid);
  const taken = (all: readonly { ms: number }[]) => sum(all.map(({ ms }) => ms));
  const hash = taken(service.filter(({ name }) => name === hashThread));
  const others = [process.pid, ...childrenOf(process.pid)].filter((pid) => pid !== servicePid);
  return { hash, rest: taken(service) - hash, others: taken(others.flatMap(threadsOf)) };
}

/** @returns the difference between two measurements */
export function timesBetween(before: ProcessorTimes, after: ProcessorTimes): ProcessorTimes {
  return {
    hash: after.hash - before.hash,
    rest: after.rest - before.rest,
    others: after.others - before.others,
  };
}

/** @returns the share of processor time available to the service */
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
      // The process ended meanwhile.
      return [];
    }
  });
}

/** @returns the ids of the processes that it has started and that still run */
export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}
