/** The local service's master key is created with its data, stored beside it and never replaced. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, StartError } from './start-error.ts';

const keyBytes = 32;

/**
 * @param folder undefined for in memory only
 * @param given the environment; a key in it wins and is not stored
 * @returns the key (base64)
 * @throws StartError if the stored key is damaged, or missing although there is data
 */
export function masterKey(
  folder: string | undefined,
  given: Record<string, string | undefined>,
): string {
  const fresh = randomBytes(keyBytes).toString('base64');
  if (given['MASTER_KEY']) return given['MASTER_KEY'];
  if (folder === undefined) return fresh;
  const path = join(folder, 'master-key');
  const kept = read(path);
  if (kept !== undefined) {
    if (!isKey(kept)) throw unusable(path, 'is damaged');
    return kept;
  }
  if (existsSync(join(folder, 'storage', '__azurite_db_table__.json')))
    throw unusable(path, 'is missing');
  mkdirSync(folder, { recursive: true });
  // Written atomically: a kill leaves a complete key or none.
  writeFileSync(`${path}~`, `${fresh}\n`, { mode: 0o600 });
  renameSync(`${path}~`, path);
  return fresh;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unusable(path, `can't be read (${codeOf(error)})`);
  }
}

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === keyBytes && bytes.toString('base64') === text;
}

/** The data is useless without its key. */
const unusable = (path: string, fault: string): StartError =>
  new StartError(
    `The master key ${path} ${fault}: restore it from a copy, set it as MASTER_KEY, or delete the folder to start over.`,
  );
