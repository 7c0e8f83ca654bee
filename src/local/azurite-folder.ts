/** Azurite's data folder is intact, writable and locked before Azurite starts. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { damageIn } from './azurite-files.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { codeOf, StartError } from './start-error.ts';

/** Longer than the minute after which a storage process gives up saving. */
const waitMilliseconds = 65_000;

/** @throws StartError if the folder can't be used, is in use, or holds a damaged file */
export async function openFolder(folder: string): Promise<FolderLock> {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.R_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} can't be used (${codeOf(error) ?? String(error)}): choose another with --data or none with --memory.`,
    );
  }
  const lock = await lockFolder(folder, waitMilliseconds);
  const damage = damageIn(folder);
  if (damage === undefined) return lock;
  lock.release();
  throw new StartError(
    `The data folder ${folder} is damaged (${damage}): restore the file from a copy, delete the folder to start over, or choose another with --data or none with --memory.`,
  );
}
