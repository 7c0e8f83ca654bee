/** Azurite's data folder is whole, writable and ours before Azurite sees it. */
import { accessSync, constants, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';
import { codeOf, StartError } from './start-error.ts';

/**
 * @returns what gives the folder free again
 * @throws StartError when the folder can't be used, is in use, or holds a damaged file
 */
export function openFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.R_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} can't be used (${codeOf(error) ?? String(error)}): choose another with --data or none with --memory.`,
    );
  }
  const release = lockFolder(folder);
  const damaged = readdirSync(folder).find(
    (name) => /^__azurite_db_.*\.json$/.test(name) && !isJson(join(folder, name)),
  );
  if (damaged !== undefined) {
    release();
    throw new StartError(
      `The data folder ${folder} is damaged (${damaged} is not JSON): delete the folder, choose another with --data or none with --memory.`,
    );
  }
  return release;
}

function isJson(path: string): boolean {
  try {
    const text = readFileSync(path, 'utf8');
    return text === '' || typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
