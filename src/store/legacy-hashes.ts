/** When the hashes of other systems are deleted: an index, so that the timer reads few rows. */
import { z } from 'zod';
import { legacyHashKey, legacyKey, legacyPrefix } from './row-keys.ts';
import type { Store } from './store.ts';
import { quoted, readPage, remove, write } from './tables.ts';

type Tables = Pick<Store, 'table'>;

/** Before the hash is stored, so that none is forgotten. One storage request. */
export async function fileLegacyHash(store: Tables, userId: string, day: string): Promise<void> {
  await write(await store.table('schedule'), [
    { do: 'merge', key: legacyKey(day, userId), row: {} },
  ]);
}

/** Deletes the hashes of earlier days. Two storage requests each. @returns how many */
export async function deleteLegacyHashesBefore(store: Tables, day: string): Promise<number> {
  const schedule = await store.table('schedule');
  const filter = `PartitionKey ge ${quoted(legacyPrefix)} and PartitionKey lt ${quoted(legacyPrefix + day)}`;
  for (let deleted = 0; ; ) {
    const { rows } = await readPage(schedule, z.object({}), { filter });
    if (rows.length === 0) return deleted;
    for (const { partitionKey, rowKey } of rows) {
      await remove(await store.table('accounts'), legacyHashKey(rowKey));
      await remove(schedule, { partitionKey, rowKey });
      deleted++;
    }
  }
}
