/** Sends an e-mail once: claimed by an insert, sent under a fixed operation id, then recorded. */

import { forgetIfTold } from '../accounts/former-address.ts';
import { noticeGiven } from '../accounts/lapse.ts';
import type { Deps } from '../deps.ts';
import { isMailTemplate, isWorthSending, type MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { readUserEvent } from '../store/events.ts';
import { claimMail, finishMail } from '../store/mails.ts';
import { type MailMessage, putWork } from '../store/work.ts';
import { addressOf, dataOf } from './data-of.ts';
import { handOver, type Refused } from './hand-over.ts';
import { countInvitation, isFlood } from './mail-share.ts';
import { operationIdOf } from './operation-id.ts';
import { type Mail, renderMail } from './render.ts';
import type { MailDeps } from './template.ts';

type SendDeps = MailDeps & Pick<Deps, 'log' | 'clock'>;

type SendResult = 'sent' | 'skipped' | 'repeated' | Refused;

/**
 * @returns `repeated` when it was already handled, `skipped` when it is not relevant or waited
 *   too long; otherwise how the service refused to accept e-mails now
 * @throws MailRejected when the service will never accept it, Error for an unknown template
 */
export async function sendMail(
  deps: SendDeps,
  message: MailMessage,
  now: string,
): Promise<SendResult> {
  const { template, eventId } = message;
  if (!isMailTemplate(template)) throw new Error(`there is no e-mail template ${template}`);
  const keys = await deps.keyring.load(now);
  const operationId = operationIdOf(keys, message);
  const row = await claimMail(deps.store, message, operationId, now);
  if (!row) {
    await forgetIfTold(deps, message);
    return 'repeated';
  }
  const worth = isWorthSending(template, eventId, now);
  const mail = worth ? await compose(deps, message, template, now) : undefined;
  const flood = mail && (await isFlood(deps, { template, to: mail.to }, now));
  if (!mail || flood) {
    await finishMail(deps.store, row, operationId, { state: 'skipped' });
    await forgetIfTold(deps, message);
    const why = flood ? 'flood' : worth ? 'pointless' : 'too_late';
    deps.log('mail_skipped', { template, operationId, why });
    return 'skipped';
  }
  const refused = await handOver(deps.settings, mail, operationId);
  if (refused) {
    deps.log('mail_refused', { template, operationId, status: refused.status });
    return refused;
  }
  await countInvitation(deps, { template, to: mail.to }, now);
  await follow(deps, message, template, now);
  await finishMail(deps.store, row, operationId, { state: 'sent', sentAt: now });
  await forgetIfTold(deps, message);
  deps.log('mail_sent', { template, operationId });
  return 'sent';
}

/** The follow-up to this e-mail; repeated if recording the send failed. */
async function follow(deps: SendDeps, message: MailMessage, template: string, now: string) {
  if (template === 'inactivity_notice') await recordNotice(deps, message, now);
  // The new address receives its link only after the old one has been notified.
  const confirm: MailTemplate = 'address_change_confirm';
  const confirmation = { kind: 'mail', ...message, template: confirm } as const;
  if (template === 'address_change_requested') await putWork(deps.store, 'now', confirmation);
}

/** Only a notice that the mail service accepted starts the countdown to the account's lapse. */
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
    // A simultaneous notice to the person has recorded it already, or the person returned.
    if (!(error instanceof Refusal)) throw error;
  }
}

/** @returns undefined when the person, event or link that the e-mail needs no longer exists */
async function compose(
  deps: MailDeps,
  { userId, eventId, aboutId = userId }: MailMessage,
  template: MailTemplate,
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

async function write<T extends MailTemplate>(
  deps: MailDeps,
  template: T,
  about: Parameters<typeof dataOf>[2],
  { firstName, language }: NonNullable<Account['person']>,
): Promise<Mail | undefined> {
  const data = await dataOf(deps, template, about);
  if (!data) return undefined;
  const { SERVICE_CONTACT: contacts, PUBLIC_URL: publicUrl } = deps.settings;
  const serviceContact = contacts[language];
  return renderMail(template, language, { ...data, firstName, serviceContact, publicUrl });
}
