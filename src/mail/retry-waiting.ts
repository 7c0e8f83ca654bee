/** Sends waiting e-mails, in order for each person; one that keeps failing delays nobody else's. */
import { setTimeout as pause } from 'node:timers/promises';
import { limit } from '../policy/limits.ts';
import { laterBy } from '../policy/time.ts';
import {
  putWaiting,
  readWaiting,
  removeMailOutage,
  removeWaiting,
  replaceMailOutage,
  type WaitingMail,
} from '../store/waiting-mails.ts';
import { messageOf, putWork } from '../store/work.ts';
import { type DeliverDeps, sendOrSetAside } from './deliver.ts';
import type { Refused } from './hand-over.ts';
import { claimTry, isReported, noteRefusal, tooManyRequests, waitSeconds } from './outage.ts';
import { inSendingOrder } from './sending-order.ts';

type Run = {
  deps: DeliverDeps;
  now: string;
  /** When the run stops, in milliseconds of `performance.now()`. */
  until: number;
  sent: number;
  failedInRow: number;
  refused?: Refused;
};

/** Only one instance at a time. Two storage requests if none waits, about eight per e-mail. */
export async function retryWaiting(deps: DeliverDeps, now: string) {
  const { outage, mails } = await readWaiting(deps.store);
  if (outage && isReported(outage, now))
    deps.log('mail_outage', { since: outage.since, waiting: mails.length });
  const idle = { mailsSent: 0, mailsWaiting: mails.length };
  if (mails.length === 0 && !outage) return idle;
  const seconds = limit.mailRetryRunSeconds + limit.mailAnswerSeconds;
  const mine = outage
    ? await claimTry(deps, outage, seconds, now)
    : await claimFirst(deps, seconds, now);
  if (!mine) return idle;
  const until = performance.now() + limit.mailRetryRunSeconds * 1_000;
  const run: Run = { deps, now, until, sent: 0, failedInRow: 0 };
  let left = mails.length;
  for (const own of inSendingOrder(mails)) {
    if (performance.now() >= run.until || run.refused) break;
    left -= await sendOwn(run, own);
  }
  if (run.refused) await noteRefusal(deps, run.sent > 0 ? undefined : outage, run.refused, now);
  else await removeMailOutage(deps.store);
  return { mailsSent: run.sent, mailsWaiting: left };
}

/** Writing the outage's row keeps other instances away, even when there is no outage. */
const claimFirst = ({ store }: DeliverDeps, seconds: number, now: string): Promise<boolean> =>
  replaceMailOutage(store, undefined, {
    since: now,
    until: laterBy(now, seconds * 1_000),
    failures: 0,
    busy: false,
  });

/** @param own one person's e-mails, oldest first @returns how many of them are settled */
async function sendOwn(run: Run, own: readonly WaitingMail[]): Promise<number> {
  let settled = 0;
  for (const mail of own) {
    if (performance.now() >= run.until || rests(mail, run.now)) break;
    const result = await sendOne(run, mail);
    if (typeof result === 'object') {
      await noteFailure(run, mail, result);
      break;
    }
    if (result === 'sent') {
      run.sent++;
      run.failedInRow = 0;
    }
    await removeWaiting(run.deps.store, mail);
    settled++;
  }
  return settled;
}

/** An e-mail that fails for another reason returns to its queue, where the host counts attempts. */
async function sendOne(run: Run, mail: WaitingMail) {
  const { template, queue } = mail;
  const message = messageOf(mail);
  try {
    for (;;) {
      const result = await sendOrSetAside(run.deps, queue, message, run.now);
      const seconds = typeof result === 'object' ? (result.retryAfterSeconds ?? Infinity) : 0;
      const inTime = performance.now() + seconds * 1_000 < run.until;
      if (typeof result !== 'object' || seconds > limit.mailPauseSecondsMax || !inTime)
        return result;
      await pause(seconds * 1_000);
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    run.deps.log('mail_failed', { queue, template, name, status: 0 });
    await putWork(run.deps.store, queue, { kind: 'mail', ...message });
    return 'put_back';
  }
}

/** If other e-mails are accepted, the fault is this e-mail's own; otherwise it is an outage. */
async function noteFailure(run: Run, mail: WaitingMail, refused: Refused): Promise<void> {
  const { ownFailures = 0 } = mail;
  const alone = refused.status !== tooManyRequests && (run.sent > 0 || ownFailures > 0);
  const own = alone && ++run.failedInRow < limit.mailFailuresInRowMax;
  if (!own) run.refused = refused;
  const row = { ...mail, triedAt: run.now, ...(own && { ownFailures: ownFailures + 1 }) };
  await putWaiting(run.deps.store, row);
}

/** An e-mail with a fault of its own is retried at ever longer intervals. */
function rests({ triedAt, ownFailures }: WaitingMail, now: string): boolean {
  if (triedAt === undefined || ownFailures === undefined) return false;
  return laterBy(triedAt, waitSeconds(ownFailures) * 1_000) > now;
}
