/**
 * Links in mails: `user.link.secret`, behind the `#` of an address, so that no server log has it.
 * - The secret is a keyed hash of the ids; storage holds only a hash of the secret.
 * - A link is a row of the account: used up, replaced or expired means gone, whatever a timer did.
 * - It opens its own purpose only.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { LinkPurpose } from '../policy/link-purposes.ts';
import { Refusal } from '../policy/problems.ts';
import type { Status } from '../policy/statuses.ts';
import { laterBy } from '../policy/time.ts';
import { type Account, type Link, loadAccount } from '../store/accounts.ts';
import type { Keys } from '../store/keyring.ts';
import { closedLinkState } from './closed-link.ts';

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

/** The status in which a link of each purpose does something. */
const statusFor = {
  invitation: 'invited',
  password_reset: 'active',
  address_change: 'active',
  keep_alive: 'active',
  restore_request: 'deactivated',
} as const satisfies Record<LinkPurpose, Status>;

/**
 * @returns the account and its link that the token opens, for one of the purposes
 * @throws Refusal link_invalid, whatever is wrong with it; for a genuine one it says what
 */
export async function openLink(
  deps: Pick<Deps, 'store' | 'keyring' | 'policy'>,
  token: string,
  purposes: readonly LinkPurpose[],
  now: string,
): Promise<{ account: Account; link: Link }> {
  const parts = /^([0-9a-f-]{36})\.([\w-]{16})\.([\w-]{43})$/.exec(token);
  const [, userId = '', linkId = '', secret = ''] = parts ?? [];
  const account = parts ? await loadAccount(deps.store, userId) : undefined;
  if (!account) throw new Refusal('link_invalid');
  const link = findLink(account, linkId, secret, purposes, now);
  const { status } = evaluateLifecycle(account.row, deps.policy, now);
  if (link && status === statusFor[link.purpose]) return { account, link };
  const keys = await deps.keyring.load(now);
  const purpose = purposes.find((each) => isSame(secret, secretOf(keys, userId, each, linkId)));
  if (!purpose) throw new Refusal('link_invalid');
  const state = await closedLinkState(deps, account, { purpose, linkId }, now);
  throw new Refusal('link_invalid', { link: { purpose, state } });
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
  return isSame(link.hash, hashOf(secret)) ? link : undefined;
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function secretOf(keys: Keys, userId: string, purpose: LinkPurpose, linkId: string): string {
  return keys.linkSecret(`${purpose}|${userId}|${linkId}`);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
