/** Runs bcrypt in its own thread; the event loop never waits for a hash. */
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcryptjs';
import type { HashJob, HashResult } from './hash-pool.ts';

parentPort?.on('message', ({ id, prepared, cost, hash }: HashJob) => {
  const result: HashResult =
    hash === undefined
      ? { id, hash: bcrypt.hashSync(prepared, cost) }
      : { id, matches: bcrypt.compareSync(prepared, hash) };
  parentPort?.postMessage(result);
});
