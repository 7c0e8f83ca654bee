/** Where measurements go that nobody has asked to keep: a folder that git ignores. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the folder for results of this name, made when it is missing */
export function resultsFolder(name: string): string {
  const folder = join(import.meta.dirname, '..', '..', '.cache', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
