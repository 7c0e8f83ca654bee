/**
 * Of each hour of the mail service's quota a share stays free for the e-mails that let people in or
 * warn them, and no address gets a flood of invitations.
 */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { isReserved } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { hourMs, hourSeconds } from '../policy/time.ts';
import { countAttempt, countOnly, named, takeBack, waitMilliseconds } from '../store/attempts.ts';
import { type Counter, readAttempts } from '../store/throttle.ts';

type ShareDeps = Pick<Deps, 'store' | 'keyring' | 'settings'>;

/**
 * Counts an e-mail that has no share of its own, in two storage requests. Notices to people who lapse
 * have a pace of their own (policy/notice-pace.ts).
 * @returns the seconds after which there is quota for it again; 0 when it may go out
 */
export async function takeShare(deps: ShareDeps, template: string, now: string): Promise<number> {
  if (hasOwnShare(template)) return 0;
  const { MAIL_PER_HOUR } = deps.settings;
  const perDay = Math.max(1, Math.floor((MAIL_PER_HOUR * limit.otherMailsQuotaPercent) / 100));
  const at = await hourCounter(deps, now);
  try {
    await countAttempt(deps.store, at, await readAttempts(deps.store, at), { perDay }, now);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return hourSeconds - Math.floor((Date.parse(now) % hourMs) / 1_000);
  }
}

/** It was not sent after all. Two storage requests for an e-mail that has no share of its own. */
export async function giveShareBack(deps: ShareDeps, template: string, now: string): Promise<void> {
  if (!hasOwnShare(template)) await takeBack(deps.store, await hourCounter(deps, now), now);
}

const hasOwnShare = (template: string): boolean =>
  isReserved(template) || template === 'inactivity_notice';

type Sent = { template: string; to: string };

/** One storage request for an invitation. @returns whether its address has got too many today */
export async function isFlood(deps: ShareDeps, sent: Sent, now: string): Promise<boolean> {
  if (sent.template !== 'invitation') return false;
  const known = await readAttempts(deps.store, await addressCounter(deps, sent, now));
  return waitMilliseconds(known, { perDay: limit.invitationMailsPerAddressDay }, now) > 0;
}

/** Two storage requests for an invitation. */
export async function countInvitation(deps: ShareDeps, sent: Sent, now: string): Promise<void> {
  if (sent.template !== 'invitation') return;
  const at = await addressCounter(deps, sent, now);
  await countAttempt(deps.store, at, await readAttempts(deps.store, at), countOnly, now);
}

async function hourCounter({ keyring }: ShareDeps, now: string): Promise<Counter> {
  return named(await keyring.load(now), `mails ${Math.floor(Date.parse(now) / hourMs)}`, now);
}

async function addressCounter({ keyring }: ShareDeps, { to }: Sent, now: string): Promise<Counter> {
  const keys = await keyring.load(now);
  return named(keys, `invitations to ${keys.emailHash(to)}`, now);
}
