/** A data folder belongs to one running start; what a dead one left behind is taken over. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, StartError } from './start-error.ts';

/**
 * @returns what gives the folder free again
 * @throws StartError when another running process holds the folder
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  if (!claim(path)) {
    const holder = readFileSync(path, 'utf8').trim();
    if (holder !== '' && holder === identity(Number.parseInt(holder, 10)))
      throw new StartError(
        `The data folder ${folder} is in use by process ${Number.parseInt(holder, 10)}: stop that one, or choose another folder with --data or none with --memory.`,
      );
    rmSync(path, { force: true });
    if (!claim(path)) throw new StartError(`The data folder ${folder} is in use: try again.`);
  }
  return () => rmSync(path, { force: true });
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

/** The process id, and where the system tells it the start of the process: ids are used again. */
function identity(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return undefined;
  }
  return `${pid} ${startTicks(pid)}`.trim();
}

function startTicks(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return afterName.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
