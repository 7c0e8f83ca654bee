/**
 * Links in mails: `user.link.secret`, behind the `#` of an address, so that no server log has it.
 * - The secret is a keyed hash of the ids; storage holds only a hash of the secret.
 * - A link is a row of the account: used up, replaced or expired means gone, whatever a timer did.
 * - It opens its own purpose only.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.ts';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import { Refusal } from '../policy/problems.ts';
import { laterBy } from '../policy/time.ts';
import { type Account, type Link, loadAccount } from '../store/accounts.ts';
import type { Keys } from '../store/keyring.ts';

/** @param lifeMilliseconds until the link stops working */
export function newLink(
  keys: Keys,
  userId: string,
  purpose: LinkPurpose,
  now: string,
  lifeMilliseconds: number,
  email?: string,
): Link {
  const id = randomBytes(12).toString('base64url');
  const expiresAt = laterBy(now, lifeMilliseconds);
  const hash = hashOf(secretOf(keys, userId, purpose, id));
  return { id, purpose, hash, createdAt: now, expiresAt, ...(email && { email }) };
}

/** @returns the links with the new one instead of any other for its purpose */
export function withLink(links: readonly Link[], added: Link): Link[] {
  return [...links.filter((link) => link.purpose !== added.purpose), added];
}

export function linkToken(keys: Keys, userId: string, link: Pick<Link, 'purpose' | 'id'>): string {
  return `${userId}.${link.id}.${secretOf(keys, userId, link.purpose, link.id)}`;
}

/**
 * @returns the account and its link that the token opens, for one of the purposes
 * @throws Refusal link_invalid, whatever is wrong with it
 */
export async function openLink(
  deps: Pick<Deps, 'store'>,
  token: string,
  purposes: readonly LinkPurpose[],
  now: string,
): Promise<{ account: Account; link: Link }> {
  const parts = /^([0-9a-f-]{36})\.([\w-]{16})\.([\w-]{43})$/.exec(token);
  const [, userId = '', linkId = '', secret = ''] = parts ?? [];
  const account = parts ? await loadAccount(deps.store, userId) : undefined;
  const link = account && findLink(account, linkId, secret, purposes, now);
  if (!account || !link) throw new Refusal('link_invalid');
  return { account, link };
}

/** @returns the link, if the account still has it and the secret fits; checked at every use */
export function findLink(
  account: Account,
  linkId: string,
  secret: string,
  purposes: readonly LinkPurpose[],
  now: string,
): Link | undefined {
  const link = account.links.find((candidate) => candidate.id === linkId);
  if (!link || !purposes.includes(link.purpose) || link.expiresAt <= now) return undefined;
  const same = timingSafeEqual(Buffer.from(link.hash), Buffer.from(hashOf(secret)));
  return same ? link : undefined;
}

function secretOf(keys: Keys, userId: string, purpose: LinkPurpose, linkId: string): string {
  return keys.linkSecret(`${purpose}|${userId}|${linkId}`);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
