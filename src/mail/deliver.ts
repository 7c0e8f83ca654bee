/** Sends an e-mail at once, or stores it to wait for the person's older ones or for the service. */
import { mailFailed } from '../accounts/mail-failed.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { sendToQueue } from '../store/queues.ts';
import { putWaiting, readWaitingOf, removeMailOutage } from '../store/waiting-mails.ts';
import { type MailMessage, type MailQueue, messageOf, putWork } from '../store/work.ts';
import { poisonOf, workQueues } from '../store/work-queues.ts';
import { MailRejected } from './hand-over.ts';
import { giveShareBack, takeShare } from './mail-share.ts';
import { claimTry, noteRefusal } from './outage.ts';
import { sendMail } from './send.ts';
import type { MailDeps } from './template.ts';

export type DeliverDeps = MailDeps & Pick<Deps, 'log' | 'clock'>;

/** One to three storage requests before the e-mail is sent; more if it must wait. */
export async function deliver(
  deps: DeliverDeps,
  queue: MailQueue,
  message: MailMessage,
  now: string,
): Promise<void> {
  const { outage, mails } = await readWaitingOf(deps.store, message.userId);
  if (mails.length > 0) return hold(deps, queue, message, 'older_waits', now);
  const seconds = await takeShare(deps, message.template, now);
  if (seconds > 0) return putOff(deps, message, seconds);
  if (outage && !(await claimTry(deps, outage, limit.mailAnswerSeconds, now))) {
    await giveShareBack(deps, message.template, now);
    return hold(deps, queue, message, 'outage', now);
  }
  const result = await sendOrSetAside(deps, queue, message, now);
  if (result !== 'sent') await giveShareBack(deps, message.template, now);
  if (typeof result === 'object') {
    await hold(deps, queue, message, 'refused', now);
    await noteRefusal(deps, outage, result, now);
  } else if (outage && result === 'sent') await removeMailOutage(deps.store);
}

/** Keeps the e-mail in the low-priority queue, where it delays no other e-mail of the person. */
async function putOff(deps: DeliverDeps, message: MailMessage, seconds: number): Promise<void> {
  await putWork(deps.store, 'later', { kind: 'mail', ...messageOf(message) }, seconds);
  deps.log('mail_deferred', { queue: 'later', template: message.template, why: 'share' });
}

async function hold(
  deps: DeliverDeps,
  queue: MailQueue,
  message: MailMessage,
  why: 'older_waits' | 'outage' | 'refused',
  now: string,
): Promise<void> {
  const tried = why === 'refused' && { triedAt: now };
  await putWaiting(deps.store, { ...messageOf(message), queue, heldAt: now, ...tried });
  deps.log('mail_deferred', { queue, template: message.template, why });
}

/** Sets a permanently rejected e-mail aside for an administrator, and marks its person. */
export async function sendOrSetAside(
  deps: DeliverDeps,
  queue: MailQueue,
  message: MailMessage,
  now: string,
) {
  try {
    return await sendMail(deps, message, now);
  } catch (error) {
    if (!(error instanceof MailRejected)) throw error;
    const { template } = message;
    deps.log('mail_failed', { queue, template, name: error.name, status: error.status });
    await setAside(deps, queue, message, error.name, now);
    return 'set_aside';
  }
}

/** The message comes last: after a crash it may be there twice, but it is sent only once. */
export async function setAside(
  deps: DeliverDeps,
  queue: MailQueue,
  message: MailMessage,
  name: string,
  now: string,
): Promise<void> {
  const { userId, eventId, template, aboutId } = message;
  if (aboutId === undefined) await mailFailed(deps, { userId, eventId, template }, now);
  await sendToQueue(deps.store, poisonOf(workQueues[queue]), messageOf(message));
  deps.log('mail_poisoned', { queue, template, name });
}
