/**
 * Runs bcrypt in a thread of its own, so that the event loop never waits for a hash and, where
 * threads have priorities of their own, never competes with one for a processor.
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

/** On Linux the link names this thread (`PID/task/TID`), and priorities apply per thread. */
function lowerPriority(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch {
    // Elsewhere the operating system schedules threads as it likes; nothing depends on it.
  }
}
