/**
 * Runs bcrypt in its own thread; the event loop never waits for a hash, nor, where the system lets
 * threads have a priority of their own, for a processor that hashes.
 */
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcryptjs';
import type { HashJob, HashResult } from './hash-pool.ts';

lowerPriority();

parentPort?.on('message', ({ id, prepared, cost, hash }: HashJob) => {
  const result: HashResult =
    hash === undefined
      ? { id, hash: bcrypt.hashSync(prepared, cost) }
      : { id, matches: bcrypt.compareSync(prepared, hash) };
  parentPort?.postMessage(result);
});

/** On Linux the link names this thread (`PID/task/TID`), and a priority counts for a thread. */
function lowerPriority(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch {
    // Elsewhere the system shares its processors as it likes; nothing depends on it.
  }
}
