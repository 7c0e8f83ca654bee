/**
 * Carries out queued work. A message that only a newer release understands (always a JSON object or
 * list) goes back into its queue unchanged and waits for that release.
 */

import type { Deps } from './deps.ts';
import { limit } from './policy/limits.ts';
import { isMailTemplate } from './policy/mail-templates.ts';
import { daySeconds } from './policy/time.ts';
import { UnreadableRow } from './store/foreign.ts';
import { sendToQueue } from './store/queues.ts';
import { ReleaseTooOld } from './store/release.ts';
import { readWork, type SignalWork, type WorkQueue } from './store/work.ts';
import { workQueues } from './store/work-queues.ts';

type Taken = {
  queue: WorkQueue;
  message: unknown;
  /** How often it has been received, from 1. */
  dequeueCount: number;
  /** When storage drops the message by itself, in milliseconds since 1970. */
  expiresAt?: number | undefined;
};

/** @throws if the message must be retried; after the last try the host sets it aside */
export async function consume(deps: Deps, taken: Taken, now: string): Promise<void> {
  try {
    await Promise.all([deps.keyring.load(now), deps.pauses.load(now)]);
    await carryOut(deps, taken, now);
  } catch (error) {
    const needsNewer = error instanceof UnreadableRow || error instanceof ReleaseTooOld;
    if (!needsNewer || !isObject(taken.message)) throw error;
    await setBack(deps, taken, taken.message, error.name);
  }
}

/** Each kind of work loads its code on first use. */
async function carryOut(deps: Deps, taken: Taken, now: string): Promise<void> {
  const { queue, message, dequeueCount } = taken;
  const work = readWork(message);
  if (work?.kind === 'import')
    return (await import('./imports/run-import.ts')).runImport(deps, work.importId, now);
  if (work?.kind === 'undo')
    return (await import('./timers/undo-run.ts')).undoRun(deps, work.runId, now);
  if (work?.kind === 'password_reset')
    return (await import('./sessions/request-reset.ts')).sendResetLink(deps, work, now);
  if (work?.kind === 'logout')
    return (await import('./openid/send-logout.ts')).sendLogout(deps, work, now);
  if (work?.kind === 'system_logouts')
    return (await import('./openid/system-logouts.ts')).tellOfEverybody(deps, work);
  if (work?.kind === 'signal')
    return orReport(deps, work, dequeueCount, async () =>
      (await import('./signals/send-signals.ts')).sendSignals(deps, work, now),
    );
  if (work?.kind === 'signals_of_everybody')
    return (await import('./signals/everybody.ts')).signalsOfEverybody(deps, work, now);
  const known = work && isMailTemplate(work.template);
  if (!known && isObject(message)) return setBack(deps, taken, message, 'unknown_message');
  // No release writes anything but objects: this is reported with the failed e-mails.
  const mailQueue = queue === 'signals' ? 'later' : queue;
  const { handleMail } = await import('./mail/queue-function.ts');
  return handleMail(deps, mailQueue, message, dequeueCount, now);
}

/** After the last try the host sets the message aside, which somebody must learn. */
async function orReport(
  deps: Deps,
  { systemId, userId }: SignalWork,
  dequeueCount: number,
  task: () => Promise<void>,
): Promise<void> {
  try {
    await task();
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    if (dequeueCount >= limit.queueTriesMax)
      deps.log('signal_given_up', { systemId, userId, reason });
    throw error;
  }
}

/**
 * The message's lifetime in storage, set when it is first put back, bounds its wait.
 * @throws Error if that is nearly over, so that the message is set aside for somebody to examine
 */
async function setBack(
  deps: Deps,
  { queue, expiresAt }: Taken,
  message: object,
  reason: string,
): Promise<void> {
  const longestSeconds = limit.newerMessageDays * daySeconds;
  const delaySeconds = limit.newerMessageMinutes * 60;
  const leftSeconds =
    expiresAt === undefined
      ? longestSeconds
      : Math.min(longestSeconds, Math.floor((expiresAt - Date.now()) / 1_000));
  if (leftSeconds < asideSeconds) throw new Error('no release has accepted this message');
  await sendToQueue(deps.store, workQueues[queue], message, delaySeconds, leftSeconds);
  deps.log('message_set_back', { queue, reason, leftSeconds });
}

/** Time before expiry at which a message is set aside: enough for all of the host's tries. */
const asideSeconds = daySeconds;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
