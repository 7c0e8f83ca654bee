/** The rows of `keys` that hold keys, each wrapped under a master key. */
import type { KeyRow } from './rows/state.ts';
import type { Store } from './store.ts';
import { Conflict, type Stored, write } from './tables.ts';
import type { MasterKey } from './wrap.ts';

export const partitionKey = 'keys';

/** One instance inserts the key; the others read it. */
export async function insertKey(store: Store, rowKey: string, row: KeyRow): Promise<void> {
  try {
    await write(await store.table('keys'), [{ do: 'insert', key: { partitionKey, rowKey }, row }]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

/** @throws Error if none of the master keys is the one that wrapped it */
export function unwrap(row: KeyRow, masters: readonly MasterKey[]): Buffer {
  const master = masters.find((candidate) => candidate.id === row.wrappedBy);
  if (!master)
    throw new Error(
      'the keys in storage are wrapped under another master key: set it as MASTER_KEY_PREVIOUS',
    );
  return master.unwrap(row.wrapped);
}

/** Wraps every key under the current master key. */
export async function rewrap(
  store: Store,
  master: MasterKey,
  masters: readonly MasterKey[],
  rows: readonly Stored<KeyRow>[],
): Promise<void> {
  const table = await store.table('keys');
  for (const row of rows.filter((candidate) => candidate.wrappedBy !== master.id)) {
    const wrapped = master.wrap(unwrap(row, masters));
    const rewrapped = { ...row, wrapped, wrappedBy: master.id };
    await write(table, [{ do: 'put', key: row, row: rewrapped, etag: row.etag }]);
  }
}
