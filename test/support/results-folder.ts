/** The git-ignored folder for temporary measurement results. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the folder for results of this name, created if missing */
export function resultsFolder(name: string): string {
  const folder = join(import.meta.dirname, '..', '..', '.cache', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
