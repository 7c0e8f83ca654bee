/** Addresses by keyed hash: inserting its row makes an address unique. */
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { withoutKey } from './foreign.ts';
import { loginKey } from './row-keys.ts';
import { type LoginRow, loginRow } from './rows/sign-in.ts';
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
 * One storage request, two when the address is taken, three when an earlier change of the same
 * person reserved it.
 * @param eventId the change that reserves it; absent in a restore
 * @returns whether the address is now this person's; false if somebody else has it
 */
export async function reserveLogin(
  store: Pick<Store, 'table'>,
  emailHash: string,
  { userId, eventId }: LoginRow,
): Promise<boolean> {
  const table = await store.table('logins');
  const key = loginKey(emailHash);
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const row = tries === 0 ? undefined : await getRow(table, loginRow, key);
    if (row && row.userId !== userId) return false;
    // If this attempt succeeded earlier, it finds its own row.
    if (row && row.eventId === eventId) return true;
    try {
      // A later change takes the address over, so that undoing the earlier one leaves it reserved.
      await write(table, [
        row
          ? { do: 'put', key, row: { ...withoutKey(row), eventId }, etag: row.etag }
          : { do: 'insert', key, row: { userId, eventId } },
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/**
 * Releases an address that is still this person's. Two storage requests at most.
 * @param eventId releases it only if no other change has reserved it
 */
export async function releaseLogin(
  store: Pick<Store, 'table'>,
  emailHash: string,
  { userId, eventId }: LoginRow,
): Promise<void> {
  const table = await store.table('logins');
  const row = await getRow(table, loginRow, loginKey(emailHash));
  if (row?.userId !== userId) return;
  if (eventId && row.eventId && row.eventId !== eventId) return;
  try {
    await write(table, [{ do: 'delete', key: row, etag: row.etag }]);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
