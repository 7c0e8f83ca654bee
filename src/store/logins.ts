/** Addresses by keyed hash: inserting its row makes an address unique. */
import { loginKey } from './row-keys.ts';
import { loginRow } from './rows.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, write } from './tables.ts';

/** @returns the id of the person with this address. One storage request. */
export async function findLogin(
  store: Pick<Store, 'table'>,
  emailHash: string,
): Promise<string | undefined> {
  const row = await getRow(await store.table('logins'), loginRow, loginKey(emailHash));
  return row?.userId;
}

/**
 * One storage request, two when the address is taken.
 * @returns whether the address is now this person's; false if somebody else has it
 */
export async function reserveLogin(
  store: Pick<Store, 'table'>,
  emailHash: string,
  userId: string,
): Promise<boolean> {
  const table = await store.table('logins');
  try {
    await write(table, [{ do: 'insert', key: loginKey(emailHash), row: { userId } }]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // If an earlier attempt succeeded, this finds its own row: compare before calling it taken.
    return (await findLogin(store, emailHash)) === userId;
  }
}

/** Releases an address that is still this person's. Two storage requests at most. */
export async function releaseLogin(
  store: Pick<Store, 'table'>,
  emailHash: string,
  userId: string,
): Promise<void> {
  const table = await store.table('logins');
  const row = await getRow(table, loginRow, loginKey(emailHash));
  if (row?.userId !== userId) return;
  try {
    await write(table, [{ do: 'delete', key: row, etag: row.etag }]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
