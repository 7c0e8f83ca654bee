/** During a mail service outage, e-mails are tried one at a time, at ever longer intervals. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { laterBy, minuteMs } from '../policy/time.ts';
import {
  type MailOutage,
  putMailOutage,
  readMailOutage,
  readWaiting,
  replaceMailOutage,
} from '../store/waiting-mails.ts';
import type { Refused } from './hand-over.ts';

type StoreDeps = Pick<Deps, 'store'>;

export const tooManyRequests = 429;

/** @returns seconds until the next try: as the service asks, else doubling with each failure */
export function waitSeconds(failures: number, refused?: Refused): number {
  const doubled = limit.mailProbeSecondsMin * 2 ** (failures - 1);
  return refused?.retryAfterSeconds ?? Math.min(doubled, limit.mailProbeSecondsMax);
}

/** One storage request. @param known the outage before this failure; undefined: it starts now */
export async function noteRefusal(
  { store }: StoreDeps,
  known: MailOutage | undefined,
  refused: Refused,
  now: string,
): Promise<void> {
  const failures = (known?.failures ?? 0) + 1;
  await putMailOutage(store, {
    since: known?.since ?? now,
    until: laterBy(now, waitSeconds(failures, refused) * 1_000),
    failures,
    busy: refused.status === tooManyRequests,
  });
}

/**
 * One storage request once the wait is over.
 * @param seconds during which nobody else tries
 * @returns whether the caller, and nobody else, may try
 */
export async function claimTry(
  { store }: StoreDeps,
  known: MailOutage,
  seconds: number,
  now: string,
): Promise<boolean> {
  if (known.until > now) return false;
  const { etag: _, ...outage } = known;
  return replaceMailOutage(store, known, { ...outage, until: laterBy(now, seconds * 1_000) });
}

/** @returns whether to alert operators; an exhausted quota is given more time */
export function isReported({ since, busy }: MailOutage, now: string): boolean {
  const minutes = busy ? limit.mailBusyMinutes : limit.mailSilentMinutes;
  return laterBy(since, minutes * minuteMs) <= now;
}

export type MailState = { waiting: number; notSentSince?: string };

/** One storage request per 1,000 waiting e-mails. */
export async function mailState({ store }: StoreDeps, now: string): Promise<MailState> {
  const { outage, mails } = await readWaiting(store);
  const reported = outage !== undefined && isReported(outage, now);
  return { waiting: mails.length, ...(reported && { notSentSince: outage.since }) };
}

/** The mail state if there is something to report; otherwise undefined, at one storage request. */
export async function mailTrouble(
  deps: StoreDeps,
  now: string,
): Promise<Required<MailState> | undefined> {
  const outage = await readMailOutage(deps.store);
  if (!outage || !isReported(outage, now)) return undefined;
  const { waiting } = await mailState(deps, now);
  return { waiting, notSentSince: outage.since };
}
