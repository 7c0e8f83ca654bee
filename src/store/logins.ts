/** Addresses by keyed hash: inserting its row makes an address unique. */
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { withoutKey } from './foreign.ts';
import { loginKey } from './row-keys.ts';
import { type LoginRow, loginRow } from './rows/sign-in.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, type Key, type Write, write } from './tables.ts';

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
  { userId, eventId }: Reservation,
): Promise<boolean> {
  const table = await store.table('logins');
  const key = loginKey(emailHash);
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const row = tries === 0 ? undefined : await getRow(table, loginRow, key);
    if (row && row.userId !== userId) return false;
    // If this attempt succeeded earlier, it finds its own row.
    if (row && (row.eventId === eventId || row.earlier?.some((each) => each === eventId)))
      return true;
    try {
      // Each change that reserved it keeps it so, whichever of them is undone.
      await write(table, [
        row
          ? reservation(key, row, [eventId, ...reservedBy(row)])
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
 * Releases an address that is still this person's. Two storage requests, more after lost races.
 * @param eventId releases it only for this change, and any other that reserved it keeps it; absent:
 *   the person gives it up
 * @param isHeld the person has the address, which therefore stays in any case
 */
export async function releaseLogin(
  store: Pick<Store, 'table'>,
  emailHash: string,
  { userId, eventId }: Reservation,
  isHeld = false,
): Promise<void> {
  const table = await store.table('logins');
  const key = loginKey(emailHash);
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const row = await getRow(table, loginRow, key);
    if (row?.userId !== userId) return;
    const all = reservedBy(row);
    if (eventId && all.length > 0 && !all.includes(eventId)) return;
    const rest = eventId ? all.filter((each) => each !== eventId) : [];
    if (isHeld && rest.length === 0) return;
    try {
      await write(table, [
        rest.length > 0 ? reservation(key, row, rest) : { do: 'delete', key, etag: row.etag },
      ]);
      return;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // The person has it again.
      if (!eventId) return;
    }
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

type Reservation = Pick<LoginRow, 'userId' | 'eventId'>;
type Stored = NonNullable<Awaited<ReturnType<typeof getRow<typeof loginRow>>>>;

/** The changes that reserved the address and were not undone, the latest first. */
const reservedBy = ({ eventId, earlier = [] }: Stored): string[] =>
  eventId === undefined ? earlier : [eventId, ...earlier];

/** @param changes that reserve it, the latest first */
function reservation(key: Key, row: Stored, changes: readonly (string | undefined)[]): Write {
  const [eventId, ...others] = changes;
  const earlier = others.length > 0 ? others : undefined;
  return { do: 'put', key, row: { ...withoutKey(row), eventId, earlier }, etag: row.etag };
}
