/**
 * A data folder belongs to one running start and its storage process. A start takes over a dead
 * one's lock, and waits for a storage process that is still saving.
 */
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, StartError } from './start-error.ts';

const lookMilliseconds = 20;
/** An empty lock is being written, or its start was killed while writing it. */
const emptyLooksMax = 10;

export type FolderLock = {
  /** The previous run left its lock behind: storage was killed and may not have saved. */
  wasKilled: boolean;
  release(): void;
};

const lockIn = (folder: string): string => join(folder, 'lock');

/**
 * @param waitMilliseconds how long to wait for the storage process of a dead start to save
 * @throws StartError if a running process holds the folder
 */
export async function lockFolder(folder: string, waitMilliseconds: number): Promise<FolderLock> {
  const path = lockIn(folder);
  const giveUpAt = performance.now() + waitMilliseconds;
  let wasKilled = false;
  let emptyLooks = 0;
  while (!claim(path)) {
    const left = read(path);
    const [start, ...storage] = left.split('\n').filter((line) => line !== '');
    if (isRunning(start)) throw inUse(folder, start, 'stop it');
    const saving = storage.find(isRunning);
    if (saving !== undefined && performance.now() > giveUpAt)
      throw inUse(folder, saving, 'wait until it has saved and exited');
    const beingWritten = left === '' && emptyLooks++ < emptyLooksMax;
    if (saving !== undefined || beingWritten) await pause(lookMilliseconds);
    else wasKilled = takeAway(path, left) || wasKilled;
  }
  return { wasKilled, release: () => releaseLock(folder) };
}

/** The storage process calls this before it opens any file. */
export function joinLock(folder: string): void {
  appendFileSync(lockIn(folder), `${identity(process.pid)}\n`);
}

/** Releases the folder, unless another process has taken it over. */
export function releaseLock(folder: string): void {
  const own = identity(process.pid) ?? '';
  if (read(lockIn(folder)).split('\n').includes(own)) rmSync(lockIn(folder), { force: true });
}

function inUse(folder: string, holder = '', advice: string): StartError {
  return new StartError(
    `The data folder ${folder} is in use by process ${Number.parseInt(holder, 10)}: ${advice}, or choose another folder with --data or none with --memory.`,
  );
}

function claim(path: string): boolean {
  try {
    writeFileSync(path, `${identity(process.pid)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** If several starts find the same stale lock, exactly one removes it. */
function takeAway(path: string, left: string): boolean {
  const aside = `${path}.${process.pid}.left`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  const taken = read(aside);
  if (taken !== left) renameSync(aside, path);
  rmSync(aside, { force: true, recursive: true });
  return taken === left;
}

/** @returns the lock's text, empty for a missing or unreadable lock */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(holder: string | undefined): boolean {
  const pid = Number(/^\d+/.exec(holder ?? '')?.[0] ?? 0);
  return pid > 0 && holder === identity(pid);
}

/** The process id and, where the system has it, the start time, because ids are reused. */
function identity(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return undefined;
  }
  const [state, ticks] = stateOf(pid);
  // A zombie process still has an id.
  return state === 'Z' ? undefined : `${pid} ${ticks}`.trim();
}

function stateOf(pid: number): [state: string, startTicks: string] {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const fields = afterName.split(' ');
    return [fields[0] ?? '', fields[19] ?? ''];
  } catch {
    return ['', ''];
  }
}
