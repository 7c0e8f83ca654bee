/** Passwords: checked against the policy, peppered, and hashed off the event loop. */
import { createHmac, type KeyObject } from 'node:crypto';
import type { Deps, HashedFor } from '../deps.ts';
import { faultsOfPassword } from '../policy/passwords.ts';
import { Refusal } from '../policy/problems.ts';
import type { PersonRow } from '../store/rows/account.ts';
import { commonPasswords } from './common-passwords.ts';

type PasswordDeps = Pick<Deps, 'keyring' | 'hasher' | 'settings'>;

/** @throws Refusal weak_password with the reason */
export async function assertGoodPassword(
  password: string,
  person: PersonRow,
  field: string,
): Promise<void> {
  const known = [person.firstName, person.lastName, person.email];
  const faults = faultsOfPassword(password, known, field, await commonPasswords());
  if (faults.length > 0) throw new Refusal('weak_password', { faults });
}

/** @throws Refusal busy */
export async function hashPassword(
  deps: PasswordDeps,
  password: string,
  who: HashedFor,
  now: string,
): Promise<string> {
  const { pepper } = await deps.keyring.load(now);
  return deps.hasher.hash(preparedPassword(password, pepper), deps.settings.HASH_COST, who);
}

/** @throws Refusal busy */
export async function passwordMatches(
  deps: PasswordDeps,
  password: string,
  hash: string,
  who: HashedFor,
  now: string,
): Promise<boolean> {
  const { pepper } = await deps.keyring.load(now);
  return deps.hasher.compare(preparedPassword(password, pepper), hash, who);
}

/** @returns whether the hash was made at a cost other than the current setting */
export function isOutdated(hash: string, cost: number): boolean {
  return Number(hash.split('$')[2]) !== cost;
}

/**
 * The input to bcrypt, which reads only 72 bytes: the password goes through a keyed hash first.
 * @param pepper the service's key; a stolen table is useless without it
 */
export function preparedPassword(password: string, pepper: KeyObject): string {
  return createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64');
}
