/**
 * Checks the password of a sign-in: against the account's own hash, or, until it has one, against the
 * hash that its owner moved in with. For everybody else the same work is done for nothing.
 */
import type { Deps, HashedFor } from '../deps.ts';
import type { Account } from '../store/accounts.ts';
import type { Keys } from '../store/keyring.ts';
import { emptyHash } from './empty-hash.ts';
import { isOutdated, passwordMatches } from './password.ts';

type Request = { password: string; who: HashedFor };

/** @returns what the account stores to check a password against, whatever made it */
export function storedHash({ row, legacyHash }: Account, now: string): string | undefined {
  return row.passwordHash ?? (legacyHash && legacyHash.until > now ? legacyHash.sealed : undefined);
}

/** The name under which the hash is sealed: it opens for no other account. */
export const legacyHashName = (userId: string): string => `legacy hash ${userId}`;

/** @param account undefined if nobody can sign in to it @throws Refusal busy */
export async function checkPassword(
  deps: Pick<Deps, 'keyring' | 'hasher' | 'settings'>,
  keys: Pick<Keys, 'unseal'>,
  account: Account | undefined,
  { password, who }: Request,
  now: string,
): Promise<boolean> {
  const cost = deps.settings.HASH_COST;
  const own = account?.row.passwordHash;
  if (own !== undefined || !account?.legacyHash)
    return passwordMatches(deps, password, own ?? emptyHash(cost), who, now);
  const legacy = keys.unseal(account.legacyHash.sealed, legacyHashName(account.userId));
  return deps.hasher.compareLegacy(password, legacy, cost, who);
}

/** @returns whether the password must be hashed anew: by another system, or at another cost */
export function needsRehash({ row }: Account, cost: number): boolean {
  return row.passwordHash === undefined || isOutdated(row.passwordHash, cost);
}
