/** Queries the outcomes of sent e-mails, within the quota and least recently queried first. */

import type { Deps } from '../deps.ts';
import { settleOutcome } from '../mail/settle-outcome.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { worthHours } from '../policy/mail-templates.ts';
import { dayMs, earlierBy, hourMs, minuteMs } from '../policy/time.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type FiledMail, putMailAsked, readMailsSent } from '../store/mails.ts';

/** Runs of the timer per hour; together they stay within the hourly quota. */
const runsPerHour = 6;

/** E-mails are filed under their event's day, and may have waited; runs may be a day late. */
const reachMs =
  Math.max(...Object.values(worthHours)) * hourMs + (limit.mailOutcomeDays + 1) * dayMs;

/** @returns how many e-mails arrived, failed, or have no outcome yet */
export async function mailOutcomes(deps: Deps, now: string) {
  const counts = { succeeded: 0, failed: 0, open: 0, busy: 0 };
  const until = performance.now() + limit.mailOutcomeRunSeconds * 1_000;
  const open = await readMailsSent(deps.store, {
    sinceDay: dayOf(earlierBy(now, reachMs)),
    sentUntil: earlierBy(now, limit.mailOutcomeMinutes * minuteMs),
  });
  const most = Math.max(1, Math.floor(deps.settings.MAIL_PER_HOUR / runsPerHour));
  const mails = open.sort((a, b) => (turnOf(a) < turnOf(b) ? -1 : 1)).slice(0, most);
  await inParallel(mails, limit.mailOutcomesAtOnceMax, async (mail) => {
    // Out of quota or time: the next run continues.
    if (counts.busy > 0 || performance.now() >= until) return;
    counts[await settleOrLeave(deps, mail, now)]++;
  });
  return counts;
}

/** A failure with one e-mail is retried at its next turn and delays no other. */
async function settleOrLeave(deps: Deps, mail: FiledMail, now: string) {
  try {
    return await settleOutcome(deps, mail, now);
  } catch (error) {
    const { template } = mail.row;
    deps.log('mail_outcome_failed', { template, name: error instanceof Error ? error.name : '' });
    await putMailAsked(deps.store, mail, now);
    return 'open';
  }
}

const turnOf = ({ row }: FiledMail): string => row.askedAt ?? row.sentAt ?? row.at;
