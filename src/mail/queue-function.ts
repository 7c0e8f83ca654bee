/** Takes a message from a mail queue; one that cannot be handled is reported and set aside, not lost. */
import { z } from 'zod';
import { mailFailed } from '../accounts/mail-failed.ts';
import { limit } from '../policy/limits.ts';
import { UnreadableRow } from '../store/foreign.ts';
import { isSentTemplate } from './data-of.ts';
import { type DeliverDeps, deliver, type MailQueue } from './deliver.ts';
import { fanOut } from './fan-out.ts';

const mailMessage = z.strictObject({
  userId: z.uuid(),
  eventId: z.ulid(),
  template: z.string().max(100),
  to: z.union([z.literal('administrators'), z.uuid()]).optional(),
  aboutId: z.uuid().optional(),
});

/** @returns whether this release understands the message and sends the mail that it names */
export function isMailMessage(message: unknown): boolean {
  const { data } = mailMessage.safeParse(message);
  return data !== undefined && isSentTemplate(data.template);
}

/**
 * @param message as it lay in the queue
 * @param dequeueCount how often it was taken, from 1
 * @throws when the message must be tried again; after the last try the host sets it aside
 */
export async function handleMail(
  deps: DeliverDeps,
  queue: MailQueue,
  message: unknown,
  dequeueCount: number,
  now: string,
): Promise<void> {
  const parsed = mailMessage.safeParse(message);
  const template = parsed.success ? parsed.data.template : 'unreadable';
  try {
    // The fault's text would repeat what was in the message.
    if (!parsed.success) throw new Error('a message in the mail queue is not a mail message');
    if (parsed.data.to === undefined) await deliver(deps, queue, parsed.data, now);
    else await fanOut(deps, queue, { ...parsed.data, to: parsed.data.to }, now);
  } catch (error) {
    // A newer release must look at it: no failure of the mail.
    if (error instanceof UnreadableRow) throw error;
    const name = error instanceof Error ? error.name : 'unknown';
    deps.log('mail_failed', { queue, template, name, status: 0, dequeueCount });
    if (dequeueCount >= limit.queueTriesMax) {
      deps.log('mail_poisoned', { queue, template, name });
      // The host sets the message aside now: nobody got this mail.
      const own =
        parsed.success && parsed.data.to === undefined && parsed.data.aboutId === undefined;
      if (own) await mailFailed(deps, parsed.data, now);
    }
    throw error;
  }
}
