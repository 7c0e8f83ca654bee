/**
 * Codes and access tokens of connected systems, in the person's partition: issuing and redeeming
 * each is one transaction guarded by the account's ETag, without an event.
 */
import { limit } from '../policy/limits.ts';
import { type Account, type Grant, loadAccount, type Session } from './accounts.ts';
import { openGrants } from './entries.ts';
import { foreignIn } from './foreign.ts';
import { accountKey, grantKey, knownSystemKey, sessionKey } from './row-keys.ts';
import { grantRow, type KnownSystemRow } from './rows/sign-in.ts';
import type { Store } from './store.ts';
import { Conflict, type Write, write } from './tables.ts';

type Tables = Pick<Store, 'table'>;

/**
 * Stores a code and that the session entered its system. One storage request, two if another write
 * came first.
 * @returns false, with nothing written, if the account has changed since it was loaded
 */
export async function issueGrant(
  store: Tables,
  account: Account,
  { id: sessionId, ...session }: Session,
  grant: Grant,
  now: string,
): Promise<boolean> {
  const { userId, grants } = account;
  const open = openGrants(grants, undefined, now).sort((a, b) => (a.at < b.at ? -1 : 1));
  const surplus = open.slice(0, Math.max(0, open.length + 1 - limit.openidGrantsMax));
  const gone = grants.filter((each) => !open.includes(each) || surplus.includes(each));
  const parts: Write[] = [
    { do: 'put', key: sessionKey(userId, sessionId), row: session },
    ...gone.slice(0, limit.openidGrantsMax).map(({ id }) => deletion(userId, id)),
    putting(userId, grant),
    ...firstEntry(account, grant.systemId, now),
  ];
  return guarded(store, account, parts, (current) =>
    current.grants.some(({ id }) => id === grant.id),
  );
}

/** From now on the system is told what happens to the person; it costs no request. */
function firstEntry({ userId, row, systems }: Account, systemId: string, now: string): Write[] {
  if (systems.some(({ id, since }) => id === systemId && since !== undefined)) return [];
  const known: KnownSystemRow = { since: now, told: row.chainLength };
  return [{ do: 'merge', key: knownSystemKey(userId, systemId), row: known }];
}

/**
 * Marks a code as redeemed. One storage request, two if another write came first.
 * @returns false, with nothing written, if the account has changed since it was loaded
 */
export async function redeemGrant(store: Tables, account: Account, grant: Grant): Promise<boolean> {
  return guarded(store, account, [putting(account.userId, grant)], (current) =>
    current.grants.some(({ redemption }) => redemption === grant.redemption),
  );
}

/** Deletes a grant, so that its code or token works no more. One storage request. */
export async function revokeGrant(store: Tables, account: Account, id: string): Promise<boolean> {
  return guarded(store, account, [deletion(account.userId, id)], (current) =>
    current.grants.every((each) => each.id !== id),
  );
}

/** @param isDone whether an attempt whose response was lost has written it */
async function guarded(
  store: Tables,
  { userId, row, etag }: Account,
  parts: readonly Write[],
  isDone: (current: Account) => boolean,
): Promise<boolean> {
  const own: Write = { do: 'put', key: accountKey(userId), row, etag };
  try {
    await write(await store.table('accounts'), [own, ...parts]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const current = await loadAccount(store, userId);
    return current !== undefined && isDone(current);
  }
}

const putting = (userId: string, grant: Grant): Write => ({
  do: 'put',
  key: grantKey(userId, grant.id),
  row: { ...grantRow.parse(grant), ...foreignIn(grant) },
});

const deletion = (userId: string, id: string): Write => ({
  do: 'delete',
  key: grantKey(userId, id),
});
