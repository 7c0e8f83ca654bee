/** Asks what became of the mails that were sent: later, once each, and within the quota. */

import type { Deps } from '../deps.ts';
import { askOutcome } from '../mail/client.ts';
import { recordOutcome } from '../mail/record-outcome.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy, minuteMs } from '../policy/time.ts';
import { readMailsSent } from '../store/mails.ts';

/** The timer runs so often an hour; together the runs stay within the hour's quota. */
const runsPerHour = 6;

/** @returns how many mails arrived, failed, or have no outcome yet */
export async function mailOutcomes(deps: Deps, now: string) {
  const counts = { succeeded: 0, failed: 0, waiting: 0 };
  const mails = await readMailsSent(deps.store, {
    sinceDay: dayOf(earlierBy(now, limit.mailOutcomeDays * dayMs)),
    sentUntil: earlierBy(now, limit.mailOutcomeMinutes * minuteMs),
    mailsMax: Math.max(1, Math.floor(deps.settings.MAIL_PER_HOUR / runsPerHour)),
  });
  for (const mail of mails) {
    const outcome = await askOutcome(deps.settings, mail.operationId);
    // Out of quota: the next run goes on.
    if (typeof outcome === 'object') break;
    if (outcome === 'running') counts.waiting++;
    else counts[await recordOutcome(deps, mail, outcome === 'failed', now)]++;
  }
  return counts;
}
