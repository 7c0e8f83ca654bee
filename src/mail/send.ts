/** Sends one mail once: claimed by an insert, sent under a fixed operation id, then recorded. */
import type { Deps } from '../deps.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { type MailMessage, sendToQueue } from '../store/effects.ts';
import { userEventKey } from '../store/keys-of.ts';
import type { mailQueues } from '../store/names.ts';
import { eventRow } from '../store/rows.ts';
import { getRow } from '../store/tables.ts';
import { claimMail, finishMail } from './claim.ts';
import { sendThroughService } from './client.ts';
import { addressOf, dataOf, isSentTemplate, type MailDeps, type SentTemplate } from './data-of.ts';
import { type Mail, renderMail } from './render.ts';

export type MailQueue = keyof typeof mailQueues;

export type SendResult = 'sent' | 'skipped' | 'deferred' | 'repeated';

/**
 * @param queue where the message goes back to when the service asks for patience
 * @returns `repeated` when the mail was finished before, `skipped` when it has lost its point
 * @throws MailError when the service fails, Error for a template that has no sender
 */
export async function sendMail(
  deps: MailDeps & Pick<Deps, 'log'>,
  queue: MailQueue,
  message: MailMessage,
  now: string,
): Promise<SendResult> {
  const { template, eventId } = message;
  if (!isSentTemplate(template)) throw new Error(`nothing sends the mail ${template}`);
  const keys = await deps.keyring.load(now);
  const operationId = keys.idFor(`${eventId}.${template}`);
  const row = await claimMail(deps, message, operationId, now);
  if (!row) return 'repeated';
  const mail = await compose(deps, message, template, now);
  if (!mail) {
    await finishMail(deps, row, operationId, { state: 'skipped' });
    deps.log('mail_skipped', { template, operationId });
    return 'skipped';
  }
  const outcome = await sendThroughService(deps.settings, mail, operationId);
  if (!outcome.accepted) {
    const { retryAfterSeconds } = outcome;
    await sendToQueue(deps.store, `mail-${queue}`, message, retryAfterSeconds);
    deps.log('mail_deferred', { template, operationId, retryAfterSeconds });
    return 'deferred';
  }
  await finishMail(deps, row, operationId, { state: 'sent', sentAt: now });
  deps.log('mail_sent', { template, operationId });
  return 'sent';
}

/** @returns undefined when the person, the event or the link that the mail needs is gone */
async function compose(
  deps: MailDeps,
  { userId, eventId }: MailMessage,
  template: SentTemplate,
  now: string,
): Promise<(Mail & { to: string }) | undefined> {
  const accounts = await deps.store.table('accounts');
  const [account, event] = await Promise.all([
    loadAccount(deps.store, userId),
    getRow(accounts, eventRow, userEventKey(userId, eventId)),
  ]);
  if (!account?.person || !event || event.void) return undefined;
  const about = { account, event, now };
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
