/** Sends one mail once: claimed by an insert, sent under a fixed operation id, then recorded. */

import { noticeGiven } from '../accounts/lapse.ts';
import type { Deps } from '../deps.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { hourSeconds } from '../policy/time.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import type { MailMessage } from '../store/effects.ts';
import { readUserEvent } from '../store/events.ts';
import { claimMail, finishMail } from '../store/mails.ts';
import { mailQueues } from '../store/names.ts';
import { lengthOfQueue, sendToQueue } from '../store/queues.ts';
import { sendThroughService } from './client.ts';
import { addressOf, dataOf, isSentTemplate, type MailDeps, type SentTemplate } from './data-of.ts';
import { countSent, isFlood, secondsUntilShare } from './mail-share.ts';
import { type Mail, renderMail } from './render.ts';

export type MailQueue = keyof typeof mailQueues;

type SendDeps = MailDeps & Pick<Deps, 'log' | 'clock'>;

export type SendResult = 'sent' | 'skipped' | 'deferred' | 'repeated';

/**
 * @param queue where the message goes back to when the service asks for patience
 * @returns `repeated` when the mail was finished before, `skipped` when it has lost its point
 * @throws MailError when the service fails, Error for a template that has no sender
 */
export async function sendMail(
  deps: SendDeps,
  queue: MailQueue,
  message: MailMessage,
  now: string,
): Promise<SendResult> {
  const { template, eventId } = message;
  if (!isSentTemplate(template)) throw new Error(`nothing sends the mail ${template}`);
  const keys = await deps.keyring.load(now);
  const about = message.aboutId === undefined ? '' : `.${message.userId}`;
  const operationId = keys.idFor(`${eventId}.${template}${about}`);
  const row = await claimMail(deps.store, message, operationId, now);
  if (!row) return 'repeated';
  const mail = await compose(deps, message, template, now);
  const sent = mail && { template, to: mail.to };
  if (!sent || (await isFlood(deps, sent, now))) {
    await finishMail(deps.store, row, operationId, { state: 'skipped' });
    deps.log('mail_skipped', { template, operationId });
    return 'skipped';
  }
  const shareSeconds = await secondsUntilShare(deps, sent, now);
  // What has no share now can wait, and goes where what can wait is.
  if (shareSeconds > 0) return defer(deps, 'later', message, operationId, shareSeconds);
  const outcome = await sendThroughService(deps.settings, mail, operationId);
  if (!outcome.accepted) return defer(deps, queue, message, operationId, outcome.retryAfterSeconds);
  await countSent(deps, sent, now);
  await follow(deps, message, template, now);
  await finishMail(deps.store, row, operationId, { state: 'sent', sentAt: now });
  deps.log('mail_sent', { template, operationId });
  return 'sent';
}

async function defer(
  deps: SendDeps,
  queue: MailQueue,
  message: MailMessage,
  operationId: string,
  seconds: number,
): Promise<SendResult> {
  const retryAfterSeconds = seconds + (await spreadSeconds(deps, queue));
  await sendToQueue(deps.store, mailQueues[queue], message, retryAfterSeconds);
  deps.log('mail_deferred', { template: message.template, operationId, retryAfterSeconds });
  return 'deferred';
}

/** Thousands of mails that can wait come back spread over the hours that the quota needs for them. */
async function spreadSeconds(deps: SendDeps, queue: MailQueue): Promise<number> {
  if (queue === 'now') return 0;
  const waiting = await lengthOfQueue(deps.store, mailQueues.later);
  const hours = waiting / deps.settings.MAIL_PER_HOUR;
  return Math.floor(Math.random() * Math.min(hours, spreadHoursMax) * hourSeconds);
}

/** A queue hides a message for 7 days at most. */
const spreadHoursMax = 6 * 24;

/** What waits for this mail to be on its way; repeated when the record of the sending was lost. */
async function follow(deps: SendDeps, message: MailMessage, template: string, now: string) {
  if (template === 'inactivity_notice') await recordNotice(deps, message, now);
  // The link goes to the new address only when the old one has been told.
  const confirmation = { ...message, template: 'address_change_confirm' satisfies MailTemplate };
  if (template === 'address_change_requested')
    await sendToQueue(deps.store, mailQueues.now, confirmation);
}

/** Only a notice that the mail service has taken starts the days after which an account may lapse. */
async function recordNotice(
  deps: SendDeps,
  { userId, eventId }: MailMessage,
  now: string,
): Promise<void> {
  const account = await loadAccount(deps.store, userId);
  if (!account?.person) return;
  try {
    await noticeGiven(deps, account, eventId, now);
  } catch (error) {
    // Another notice to the person, sent at the same moment, has recorded it; or they came back.
    if (!(error instanceof Refusal)) throw error;
  }
}

/** @returns undefined when the person, the event or the link that the mail needs is gone */
async function compose(
  deps: MailDeps,
  { userId, eventId, aboutId = userId }: MailMessage,
  template: SentTemplate,
  now: string,
): Promise<(Mail & { to: string }) | undefined> {
  const [account, event] = await Promise.all([
    loadAccount(deps.store, userId),
    readUserEvent(deps.store, aboutId, eventId),
  ]);
  if (!account?.person || event?.void) return undefined;
  const about = { account, event, aboutId, now };
  const to = addressOf(template, about);
  const mail = await write(deps, template, about, account.person);
  return to && mail ? { ...mail, to } : undefined;
}

async function write<T extends SentTemplate>(
  deps: MailDeps,
  template: T,
  about: Parameters<typeof dataOf>[2],
  { firstName, language }: NonNullable<Account['person']>,
): Promise<Mail | undefined> {
  const data = await dataOf(deps, template, about);
  if (!data) return undefined;
  const { SERVICE_CONTACT: serviceContact, PUBLIC_URL: publicUrl } = deps.settings;
  return renderMail(template, language, { ...data, firstName, serviceContact, publicUrl });
}
