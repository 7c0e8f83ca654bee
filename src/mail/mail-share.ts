/**
 * Of each hour of the mail service's quota a share stays free for the e-mails that let people in or
 * warn them, and no address gets a flood of invitations. E-mails are counted once they are sent, so
 * that a refused try uses up nothing; those on their way at the same moment may go beyond.
 */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { isReserved, type MailTemplate } from '../policy/mail-templates.ts';
import { hourMs, hourSeconds } from '../policy/time.ts';
import { countAttempt, countOnly, named, waitMilliseconds } from '../store/attempts.ts';
import { type Counter, readAttempts } from '../store/throttle.ts';

type ShareDeps = Pick<Deps, 'store' | 'keyring' | 'settings'>;

type Sent = { template: MailTemplate; to: string };

/**
 * One storage request for an e-mail without a share of its own. Notices to people who lapse have a
 * pace of their own (policy/notice-pace.ts): they are counted, and don't wait here.
 * @returns the seconds after which there is quota for it again; 0 when there is some now
 */
export async function secondsUntilShare(
  deps: ShareDeps,
  template: string,
  now: string,
): Promise<number> {
  if (isReserved(template) || template === 'inactivity_notice') return 0;
  const { MAIL_PER_HOUR } = deps.settings;
  const perDay = Math.max(1, Math.floor((MAIL_PER_HOUR * limit.otherMailsQuotaPercent) / 100));
  const sent = await readAttempts(deps.store, await hourCounter(deps, now));
  if (waitMilliseconds(sent, { perDay }, now) === 0) return 0;
  return hourSeconds - Math.floor((Date.parse(now) % hourMs) / 1_000);
}

/** One storage request for an invitation. @returns whether its address has got too many today */
export async function isFlood(deps: ShareDeps, sent: Sent, now: string): Promise<boolean> {
  if (sent.template !== 'invitation') return false;
  const known = await readAttempts(deps.store, await addressCounter(deps, sent, now));
  return waitMilliseconds(known, { perDay: limit.invitationMailsPerAddressDay }, now) > 0;
}

/** Two storage requests, and two more for an invitation. */
export async function countSent(deps: ShareDeps, sent: Sent, now: string): Promise<void> {
  const counters = [
    ...(isReserved(sent.template) ? [] : [await hourCounter(deps, now)]),
    ...(sent.template === 'invitation' ? [await addressCounter(deps, sent, now)] : []),
  ];
  await Promise.all(
    counters.map(async (at) =>
      countAttempt(deps.store, at, await readAttempts(deps.store, at), countOnly, now),
    ),
  );
}

async function hourCounter({ keyring }: ShareDeps, now: string): Promise<Counter> {
  return named(await keyring.load(now), `mails ${Math.floor(Date.parse(now) / hourMs)}`, now);
}

async function addressCounter({ keyring }: ShareDeps, { to }: Sent, now: string): Promise<Counter> {
  const keys = await keyring.load(now);
  return named(keys, `invitations to ${keys.emailHash(to)}`, now);
}
