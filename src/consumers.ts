/**
 * THE table of what waits in the mail queues, and who carries it out. A message that only a newer
 * release understands (all are JSON objects or lists) goes back into its queue, unchanged, and waits for that release.
 */

import type { Deps } from './deps.ts';
import { importRequest, runImport } from './imports/run-import.ts';
import { handleMail, isMailMessage } from './mail/queue-function.ts';
import { limit } from './policy/limits.ts';
import { daySeconds } from './policy/time.ts';
import { resetRequest, sendResetLink } from './sessions/request-reset.ts';
import { UnreadableRow } from './store/foreign.ts';
import { mailQueues } from './store/names.ts';
import { sendToQueue } from './store/queues.ts';
import { ReleaseTooOld } from './store/release.ts';

type Taken = {
  queue: 'now' | 'later';
  message: unknown;
  /** How often it was taken, from 1. */
  dequeueCount: number;
  /** When storage drops the message by itself, in milliseconds since 1970. */
  expiresAt?: number | undefined;
};

/** @returns undefined when the message is not for this one */
type Consumer = (deps: Deps, taken: Taken, now: string) => Promise<void> | undefined;

export const consumers = {
  passwordReset(deps, { message }, now) {
    const { data } = resetRequest.safeParse(message);
    return data && sendResetLink(deps, data, now);
  },
  import(deps, { message }, now) {
    const { data } = importRequest.safeParse(message);
    return data && runImport(deps, data.importId, now);
  },
  mail(deps, { queue, message, dequeueCount }, now) {
    if (isObject(message) && !isMailMessage(message)) return undefined;
    return handleMail(deps, queue, message, dequeueCount, now);
  },
} as const satisfies Record<string, Consumer>;

/** @throws when the message must be tried again; after the last try the host sets it aside */
export async function consume(deps: Deps, taken: Taken, now: string): Promise<void> {
  try {
    await deps.keyring.load(now);
    for (const consumer of Object.values<Consumer>(consumers)) {
      const carriedOut = consumer(deps, taken, now);
      if (carriedOut) return await carriedOut;
    }
    if (isObject(taken.message)) await setBack(deps, taken, taken.message, 'unknown_message');
  } catch (error) {
    const needsNewer = error instanceof UnreadableRow || error instanceof ReleaseTooOld;
    if (!needsNewer || !isObject(taken.message)) throw error;
    await setBack(deps, taken, taken.message, error.name);
  }
}

/**
 * The time that storage keeps the message, set when it is put back first, bounds how long it waits.
 * @throws Error when that is nearly over: then the message is set aside, for somebody to look at
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
  if (leftSeconds < asideSeconds) throw new Error('no release has taken this message');
  await sendToQueue(deps.store, mailQueues[queue], message, delaySeconds, leftSeconds);
  deps.log('message_set_back', { queue, reason, leftSeconds });
}

/** So long before it expires a message is set aside: enough for all tries of the host. */
const asideSeconds = daySeconds;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
