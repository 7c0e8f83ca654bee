/**
 * A bounded pool of hashing threads: when its queue is full the answer is 503 at once, not a
 * longer wait. Our own, since the pool libraries bring a worker file that cannot be bundled.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Hasher } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { endedBefore } from '../store/deadline.ts';

/** With a hash: compare; without: hash at the cost. */
export type HashJob = { id: number; prepared: string; cost: number; hash?: string };
export type HashResult = { id: number; hash?: string; matches?: boolean };

type Waiting = { job: HashJob; resolve: (result: HashResult) => void; reject: (e: Error) => void };

/**
 * Threads start with the first job.
 * @param workerFile path or URL of hash-worker
 * @param threads how many hashes run at once
 */
export function makeHasher(
  workerFile: string | URL,
  threads = availableParallelism(),
): Hasher & { close(): Promise<void> } {
  const queue: Waiting[] = [];
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
    if (queue.length === 0) return;
    const worker = idle.pop() ?? (running.size < threads ? start() : undefined);
    const waiting = worker && queue.shift();
    if (!worker || !waiting) return;
    running.set(worker, waiting);
    worker.ref();
    worker.postMessage(waiting.job);
  }

  function assertRoom(): void {
    if (queue.length >= limit.hashQueueMax) throw new Refusal('busy', { retryAfterSeconds: 2 });
  }

  async function run(work: Omit<HashJob, 'id'>): Promise<HashResult> {
    assertRoom();
    const done = Promise.withResolvers<HashResult>();
    const { resolve, reject } = done;
    ids += 1;
    const waiting = { job: { ...work, id: ids }, resolve, reject };
    queue.push(waiting);
    next();
    try {
      return await endedBefore(done.promise);
    } finally {
      // Nobody waits for it any more: others come first.
      const index = queue.indexOf(waiting);
      if (index >= 0) queue.splice(index, 1);
    }
  }

  return {
    hash: async (prepared, cost) => (await run({ prepared, cost })).hash ?? '',
    assertRoom,
    compare: async (prepared, hash) => (await run({ prepared, cost: 0, hash })).matches === true,
    close: async () => {
      await Promise.all([...idle, ...running.keys()].map((worker) => worker.terminate()));
    },
  };
}
