/** Handles a message from a mail queue; one that cannot be handled is set aside, never lost. */
import { mailFailed } from '../accounts/mail-failed.ts';
import { limit } from '../policy/limits.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { type MailQueue, readWork } from '../store/work.ts';
import { type DeliverDeps, deliver } from './deliver.ts';
import { fanOut } from './fan-out.ts';

/**
 * @param message as read from the queue
 * @param dequeueCount how often it has been dequeued, from 1
 * @throws when the message must be retried; after the last try the host sets it aside
 */
export async function handleMail(
  deps: DeliverDeps,
  queue: MailQueue,
  message: unknown,
  dequeueCount: number,
  now: string,
): Promise<void> {
  const work = readWork(message);
  const mail = work?.kind === 'mail' ? work : undefined;
  const template = mail?.template ?? 'unreadable';
  try {
    // The parser's error would repeat the message's content.
    if (!mail) throw new Error('a message in the mail queue is not an e-mail message');
    if (mail.to === undefined) await deliver(deps, queue, mail, now);
    else await fanOut(deps, queue, { ...mail, to: mail.to }, now);
  } catch (error) {
    // A newer release must handle it: the e-mail itself has not failed.
    if (error instanceof UnreadableRow) throw error;
    const name = error instanceof Error ? error.name : 'unknown';
    deps.log('mail_failed', { queue, template, name, status: 0, dequeueCount });
    if (dequeueCount >= limit.queueTriesMax) {
      deps.log('mail_poisoned', { queue, template, name });
      // The host now sets the message aside: nobody received this e-mail.
      const own = mail && mail.to === undefined && mail.aboutId === undefined;
      if (own) await mailFailed(deps, mail, now);
    }
    throw error;
  }
}
