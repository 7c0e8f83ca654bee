/** The key to the host's own routes under `/admin`, created once and stored with the data. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './start-error.ts';

const keyBytes = 40;

/** @param folder undefined for in memory only @returns the key; a damaged one is replaced */
export function hostKey(folder: string | undefined): string {
  const fresh = randomBytes(keyBytes).toString('base64url');
  if (folder === undefined) return fresh;
  const path = join(folder, 'host-key');
  const kept = read(path);
  if (kept.length === fresh.length) return kept;
  writeFileSync(path, `${fresh}\n`, { mode: 0o600 });
  return fresh;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return '';
  }
}
