/**
 * A bounded pool of hashing threads, shared fairly: when its queue is full it responds 503 at once.
 * Our own code, because pool libraries bring a worker file that cannot be bundled.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HashedFor, Hasher } from '../deps.ts';
import { endedBefore } from '../store/deadline.ts';
import { makeHashQueue } from './hash-queue.ts';

/**
 * With a hash: compare; with another system's: compare with that, as slowly as at the given cost;
 * otherwise: hash at the given cost.
 */
export type HashJob = {
  id: number;
  prepared: string;
  cost: number;
  hash?: string;
  legacy?: string;
};
export type HashResult = { id: number; hash?: string; matches?: boolean };

type Waiting = {
  job: HashJob;
  who: HashedFor;
  resolve: (result: HashResult) => void;
  reject: (error: Error) => void;
};

/** A thread needs 10 MB for a hash; without a bound, its heap grows with the machine's memory. */
const threadHeap = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 };

/** Jobs that name nobody share one account and one source. */
const nobody: HashedFor = { account: '', source: '' };

/**
 * Threads start with the first job.
 * @param workerFile path or URL of hash-worker
 * @param threads how many hashes run at once
 */
export function makeHasher(
  workerFile: string | URL,
  threads = availableParallelism(),
): Hasher & { close(): Promise<void> } {
  const queue = makeHashQueue<Waiting>();
  const idle: Worker[] = [];
  const running = new Map<Worker, Waiting>();
  let ids = 0;

  function start(): Worker {
    const worker = new Worker(workerFile, { resourceLimits: threadHeap });
    worker.unref();
    worker.on('message', (result: HashResult) => {
      running.get(worker)?.resolve(result);
      running.delete(worker);
      worker.unref();
      idle.push(worker);
      next();
    });
    worker.on('error', (error: Error) => {
      running.get(worker)?.reject(error);
      running.delete(worker);
      next();
    });
    return worker;
  }

  function next(): void {
    if (idle.length === 0 && running.size >= threads) return;
    const waiting = queue.shift();
    if (!waiting) return;
    const worker = idle.pop() ?? start();
    running.set(worker, waiting);
    worker.ref();
    worker.postMessage(waiting.job);
  }

  async function run(work: Omit<HashJob, 'id'>, who = nobody): Promise<HashResult> {
    const done = Promise.withResolvers<HashResult>();
    const { resolve, reject } = done;
    ids += 1;
    const waiting = { job: { ...work, id: ids }, who, resolve, reject };
    queue.push(waiting);
    next();
    try {
      return await endedBefore(done.promise);
    } finally {
      // If the caller gave up, the job must not stay in the queue.
      queue.drop(waiting);
    }
  }

  return {
    hash: async (prepared, cost, who) => (await run({ prepared, cost }, who)).hash ?? '',
    assertRoom: (who = nobody) => queue.assertRoom(who),
    compare: async (prepared, hash, who) =>
      (await run({ prepared, cost: 0, hash }, who)).matches === true,
    compareLegacy: async (prepared, legacy, cost, who) =>
      (await run({ prepared, cost, legacy }, who)).matches === true,
    close: async () => {
      await Promise.all([...idle, ...running.keys()].map((worker) => worker.terminate()));
    },
  };
}
