/**
 * A bounded pool of hashing threads: when its queue is full the answer is 503 at once, not a
 * longer wait, and nobody takes the places of others. Our own, since the pool libraries bring a worker file that cannot be bundled.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HashedFor, Hasher } from '../deps.ts';
import { endedBefore } from '../store/deadline.ts';
import { makeHashQueue } from './hash-queue.ts';

/** With a hash: compare; without: hash at the cost. */
export type HashJob = { id: number; prepared: string; cost: number; hash?: string };
export type HashResult = { id: number; hash?: string; matches?: boolean };

type Waiting = {
  job: HashJob;
  who: HashedFor;
  resolve: (result: HashResult) => void;
  reject: (error: Error) => void;
};

/** Whatever names nobody counts as one account of one source. */
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
    const worker = new Worker(workerFile);
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
      // Nobody waits for it any more: others come first.
      queue.drop(waiting);
    }
  }

  return {
    hash: async (prepared, cost, who) => (await run({ prepared, cost }, who)).hash ?? '',
    assertRoom: (who = nobody) => queue.assertRoom(who),
    compare: async (prepared, hash, who) =>
      (await run({ prepared, cost: 0, hash }, who)).matches === true,
    close: async () => {
      await Promise.all([...idle, ...running.keys()].map((worker) => worker.terminate()));
    },
  };
}
