/** Takes a message from a mail queue; one that keeps failing is reported and set aside, not lost. */
import { mailFailed } from '../accounts/mail-failed.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { readWork } from '../store/work.ts';
import { MailError } from './client.ts';
import { fanOut } from './fan-out.ts';
import { type MailQueue, sendMail } from './send.ts';
import type { MailDeps } from './template.ts';

/**
 * @param message as it lay in the queue
 * @param dequeueCount how often it was taken, from 1
 * @throws when the message must be tried again; after the last try the host sets it aside
 */
export async function handleMail(
  deps: MailDeps & Pick<Deps, 'log' | 'clock'>,
  queue: MailQueue,
  message: unknown,
  dequeueCount: number,
  now: string,
): Promise<void> {
  const work = readWork(message);
  const mail = work?.kind === 'mail' ? work : undefined;
  const template = mail?.template ?? 'unreadable';
  try {
    // The fault's text would repeat what was in the message.
    if (!mail) throw new Error('a message in the mail queue is not a mail message');
    if (mail.to === undefined) await sendMail(deps, queue, mail, now);
    else await fanOut(deps, queue, { ...mail, to: mail.to }, now);
  } catch (error) {
    // A newer release must look at it: no failure of the mail.
    if (error instanceof UnreadableRow) throw error;
    const name = error instanceof Error ? error.name : 'unknown';
    const status = error instanceof MailError ? error.status : 0;
    deps.log('mail_failed', { queue, template, name, status, dequeueCount });
    if (dequeueCount >= limit.queueTriesMax) {
      deps.log('mail_poisoned', { queue, template, name });
      // The host sets the message aside now: nobody got this mail.
      const own = mail && mail.to === undefined && mail.aboutId === undefined;
      if (own) await mailFailed(deps, mail, now);
    }
    throw error;
  }
}
