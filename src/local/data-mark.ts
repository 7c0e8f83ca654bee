/** A folder that has held data never starts empty: its storage is there, or the start is refused. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** `filled` says that the people of a demo are there. */
const marks = ['created', 'filled'];

const tablesIn = (folder: string): string => join(folder, 'storage', '__azurite_db_table__.json');

/** Marks that the folder's storage has been saved: from then on it must not be missing. */
export function markCreated(folder: string): void {
  if (existsSync(tablesIn(folder))) writeFileSync(join(folder, 'created'), '');
}

/** @throws StartError if the folder has held data and its storage is gone */
export function assertStorage(folder: string): void {
  const hasHeld = marks.some((name) => existsSync(join(folder, name)));
  if (!hasHeld || existsSync(tablesIn(folder))) return;
  throw new StartError(
    `The data folder ${folder} has lost its storage (${tablesIn(folder)}): restore it from a copy, or choose another folder with --data or none with --memory. To start over, delete the whole folder.`,
  );
}
