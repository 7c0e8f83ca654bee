/** Requests for a new password: whoever floods, each person who asks gets a link that works. */

import { decodeTime, ulid } from 'ulid';
import { mail, requirePerson } from '../accounts/account.ts';
import { lifecycleOf } from '../accounts/invitation-stands.ts';
import { newLink, withLink } from '../accounts/link.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { minuteMs, utcDayOf } from '../policy/time.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { countAttempt, named } from '../store/attempts.ts';
import { changeAccount } from '../store/change.ts';
import type { Keys } from '../store/keyring.ts';
import { findLogin } from '../store/logins.ts';
import { dayCounter, readAttempts } from '../store/throttle.ts';
import { putWork } from '../store/work.ts';
import { readPair } from './sources.ts';

const sourceAllowance = { perWindow: limit.resetRequestsPerSource };
const pairAllowance = { perWindow: limit.resetRequestsFromBusySource };

/**
 * Only files the request, the same for every address; the queue does what differs. A source that
 * asks often is refused, and yet the first of its requests for each address is filed.
 * @throws Refusal too_many_attempts
 */
export async function forgotPassword(
  deps: Deps,
  { email, source }: { email: string; source: string },
  now: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const who = { emailHash: keys.emailHash(email), source };
  const at = named(keys, `reset ${source}`, now);
  const known = await readAttempts(deps.store, at);
  const flood = await refusalOf(countAttempt(deps.store, at, known, sourceAllowance, now));
  if (flood) {
    const pair = await readPair(deps.store, keys, 'reset', who, now);
    await countAttempt(deps.store, pair.at, pair.attempts, pairAllowance, now);
  }
  const asked = { emailHash: who.emailHash, eventId: ulid(Date.parse(now)) };
  await putWork(deps.store, 'now', { kind: 'password_reset', ...asked });
  if (flood) throw flood;
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/**
 * One mail a request, however often the queue brings it: a link made since then serves it.
 * Somebody with an open invitation gets that again: there is no password yet.
 * @param request from the queue; an address that neither can sign in nor is invited gets no mail
 */
export async function sendResetLink(
  deps: Deps,
  { emailHash, eventId }: { emailHash: string; eventId: string },
  now: string,
): Promise<void> {
  const userId = await findLogin(deps.store, emailHash);
  const account = userId ? await loadAccount(deps.store, userId) : undefined;
  const { status } = account ? await lifecycleOf(deps, account, now) : {};
  if (!account || (status !== 'active' && status !== 'invited')) return;
  const keys = await deps.keyring.load(now);
  const counter = dayCounter(keys.sourceHash(`reset ${account.userId}`, utcDayOf(now)), now);
  const sent = await readAttempts(deps.store, counter);
  const many = (sent?.today ?? 0) >= limit.resetMailsPerDay;
  const asked = { at: decodeTime(eventId), many };
  if (isServed(account, asked, now)) return;
  if (many && status === 'invited') return;
  await countAttempt(deps.store, counter, sent, {}, now);
  if (status === 'invited') return sendInvitationAgain(deps, account, eventId);
  try {
    await makeResetLink(deps, keys, account, asked, now);
  } catch (error) {
    // Of requests at the same moment one is served; the others are needless then.
    if (!(error instanceof Refusal) || error.code !== 'no_request') throw error;
  }
}

/** With the same link: whoever asks cannot make the one in an earlier e-mail useless. */
async function sendInvitationAgain(deps: Deps, { userId }: Account, eventId: string) {
  const template: MailTemplate = 'invitation';
  await putWork(deps.store, 'now', { kind: 'mail', userId, eventId, template });
}

type Asked = { at: number; many: boolean };

/** By a proof or link since then, or, for who asks too often, by any link that still works. */
function isServed({ row, links }: Account, { at, many }: Asked, now: string): boolean {
  if (row.ownershipProvenAt && Date.parse(row.ownershipProvenAt) > at) return true;
  const link = links.find(({ purpose }) => purpose === 'password_reset');
  if (!link) return false;
  return Date.parse(link.createdAt) >= at || (many && link.expiresAt > now);
}

async function makeResetLink(deps: Deps, keys: Keys, loaded: Account, asked: Asked, now: string) {
  const { userId } = loaded;
  await changeAccount(deps, loaded, { actorId: userId, now }, (current) => {
    const account = requirePerson(current);
    if (isServed(account, asked, now)) throw new Refusal('no_request');
    const life = limit.resetLinkMinutes * minuteMs;
    return {
      kind: 'password_reset_requested',
      row: account.row,
      links: withLink(account.links, newLink(keys, userId, 'password_reset', now, life)),
      effects: { mails: [mail('password_reset', 'now')] },
    };
  });
}
