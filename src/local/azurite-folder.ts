/** Azurite's data folder is whole, writable and ours before Azurite sees it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { damageIn } from './azurite-files.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { codeOf, StartError } from './start-error.ts';

/** A storage process gives up saving after a minute. */
const waitMilliseconds = 65_000;

/** @throws StartError when the folder can't be used, is in use, or holds a damaged file */
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
    `The data folder ${folder} is damaged (${damage}): put that back from a copy, delete the folder to start anew, or choose another with --data or none with --memory.`,
  );
}
