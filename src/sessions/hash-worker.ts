/**
 * Hashes and compares passwords in a thread of its own, so that the event loop never waits for a
 * hash and, where threads have priorities of their own, never competes with one for a processor.
 */
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcryptjs';
import { emptyHash } from './empty-hash.ts';
import type { HashJob, HashResult } from './hash-pool.ts';
import { matchesLegacy } from './legacy-hash.ts';

lowerPriority();

/** How long this thread's last comparison at each cost took, in milliseconds. */
const lastTook = new Map<number, number>();

parentPort?.on('message', (job: HashJob) => {
  parentPort?.postMessage({ id: job.id, ...done(job) } satisfies HashResult);
});

function done({ prepared, cost, hash, legacy }: HashJob): Omit<HashResult, 'id'> {
  if (legacy !== undefined) return { matches: compareLegacy(prepared, legacy, cost) };
  if (hash === undefined) return { hash: bcrypt.hashSync(prepared, cost) };
  return { matches: compare(prepared, hash) };
}

function compare(prepared: string, hash: string): boolean {
  const began = performance.now();
  const matches = bcrypt.compareSync(prepared, hash);
  lastTook.set(Number(hash.split('$')[2]), performance.now() - began);
  return matches;
}

/** Takes as long as the last ordinary comparison, so that time does not tell who moved in. */
function compareLegacy(password: string, legacy: string, cost: number): boolean {
  if (!lastTook.has(cost)) compare(password, emptyHash(cost));
  const began = performance.now();
  const matches = matchesLegacy(password, legacy);
  const rest = (lastTook.get(cost) ?? 0) - (performance.now() - began);
  if (rest > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, rest);
  return matches;
}

/** On Linux the link names this thread (`PID/task/TID`), and priorities apply per thread. */
function lowerPriority(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch {
    // Elsewhere the operating system schedules threads as it likes; nothing depends on it.
  }
}
