/** An outcome counts only once the mail service states it; one that stays unknown is a failure. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { dayMs, laterBy } from '../policy/time.ts';
import type { Account } from '../store/accounts.ts';
import { type FiledMail, putMailAsked, readMail } from '../store/mails.ts';
import { askOutcome } from './ask-outcome.ts';
import { operationIdOf } from './operation-id.ts';
import { recordOutcome } from './record-outcome.ts';

const notice = 'inactivity_notice' satisfies MailTemplate;

/** @returns `busy` when the quota for status queries is used up; then nothing is recorded */
export async function settleOutcome(
  deps: Deps,
  mail: FiledMail,
  now: string,
): Promise<'succeeded' | 'failed' | 'open' | 'busy'> {
  const outcome = await askOutcome(deps.settings, mail.operationId);
  if (outcome === 'busy') return outcome;
  if (outcome !== 'open') return recordOutcome(deps, mail, outcome === 'failed', now);
  if (isOver(mail, now)) return recordOutcome(deps, mail, true, now);
  await putMailAsked(deps.store, mail, now);
  return 'open';
}

/** A notice must be known to be delivered before the account may lapse because of it. */
function isOver({ row }: FiledMail, now: string): boolean {
  const days = row.template === notice ? limit.noticeOutcomeDays : limit.mailOutcomeDays;
  return laterBy(row.sentAt ?? row.at, days * dayMs) <= now;
}

/**
 * One storage request if the outcome is already known.
 * @returns whether the notice on which the account would lapse was delivered; if it certainly was
 *   not, the notice is withdrawn
 */
export async function noticeArrived(deps: Deps, { userId, row }: Account, now: string) {
  const { noticeEventId: eventId } = row;
  if (eventId === undefined) return true;
  const keys = await deps.keyring.load(now);
  const operationId = operationIdOf(keys, { userId, eventId, template: notice });
  const mail = await readMail(deps.store, eventId, operationId);
  if (mail?.row.state !== 'sent') return true;
  return (await settleOutcome(deps, mail, now)) === 'succeeded';
}
