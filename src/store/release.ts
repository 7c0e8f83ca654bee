/** Records the newest release that used this storage; a release too far behind refuses to run. */

import { release } from '../policy/release.ts';
import { statePartition } from './row-keys.ts';
import { releaseRow } from './rows/state.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, type Key, write } from './tables.ts';

export const releaseKey: Key = { partitionKey: statePartition, rowKey: 'release' };

/** Two neighbouring releases run side by side during a deployment and after a rollback. */
const releasesBehindMax = 1;

/** This release must not touch the storage: too much of its content would be unknown. */
export class ReleaseTooOld extends Error {
  override name = 'ReleaseTooOld';

  constructor(newest: number) {
    super(
      `storage was written by release ${newest}, and this is release ${release}: deploy release ${newest - releasesBehindMax} or a newer one`,
    );
  }
}

/**
 * Records this release if it is the newest so far. One storage request, two if it is.
 * @throws ReleaseTooOld if storage was written by a release more than one ahead
 */
export async function assertRelease(store: Pick<Store, 'table'>): Promise<void> {
  const table = await store.table('keys');
  const found = await getRow(table, releaseRow, releaseKey);
  const newest = found?.release ?? 0;
  if (newest - release > releasesBehindMax) throw new ReleaseTooOld(newest);
  if (newest >= release) return;
  const row = { ...found, release };
  try {
    await write(table, [
      found
        ? { do: 'put', key: releaseKey, row, etag: found.etag }
        : { do: 'insert', key: releaseKey, row },
    ]);
  } catch (error) {
    // Another instance has recorded its release; the next check, in minutes, reads it.
    if (!(error instanceof Conflict)) throw error;
  }
}
