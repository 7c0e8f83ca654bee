/** E-mails that were set aside: an administrator lists, retries or drops them; each is an event. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { inParallel } from '../store/in-parallel.ts';
import { logEvent } from '../store/log-event.ts';
import {
  lengthOfQueue,
  peekAtQueue,
  type TakenMessage,
  takeFromQueue,
  takeManyFromQueue,
} from '../store/queues.ts';
import { poisonOf, workQueues } from '../store/work-queues.ts';

type QueueName = keyof typeof workQueues;
type PoisonDeps = Pick<Deps, 'store' | 'clock'>;

/** Only the identifying fields: a message that cannot be read shows none of its content. */
const readable = z.object({ template: z.string().max(100), userId: z.uuid(), eventId: z.ulid() });

/** Messages settled concurrently. */
const atOnceMax = 8;

const names: readonly QueueName[] = ['now', 'later', 'signals'];

/** @returns the oldest of each queue, at most `poisonShownMax`; ids, never a name or an address */
export async function listPoison(deps: PoisonDeps) {
  const lists = await Promise.all(
    names.map(async (queue) => {
      const found = await peekAtQueue(deps.store, poisonOf(workQueues[queue]));
      return found.map(({ messageId, insertedAt, content }) => {
        return { messageId, queue, setAsideAt: insertedAt, ...idsOf(content) };
      });
    }),
  );
  return lists.flat();
}

type Verb = 'retry' | 'drop';
type Actor = { userId: string; organizationId: string };

/**
 * Returns the message to its queue, or (`drop`) deletes it. The event is written first.
 * @throws Refusal not_found when it is no longer among those listed
 */
export async function settlePoison(
  deps: PoisonDeps,
  messageId: string,
  verb: Verb,
  actor: Actor,
): Promise<void> {
  for (const queue of names) {
    const message = await takeFromQueue(deps.store, poisonOf(workQueues[queue]), messageId);
    if (!message) continue;
    return settle(deps, queue, message, verb, actor);
  }
  throw new Refusal('not_found');
}

/**
 * Settles all of them, the oldest first, except those that arrive meanwhile.
 * @returns how many were settled, and how many are left according to storage's estimate
 */
export async function settleAllPoison(deps: PoisonDeps, verb: Verb, actor: Actor) {
  const until = performance.now() + limit.poisonSettleSeconds * 1_000;
  let settled = 0;
  for (const queue of names) {
    const poison = poisonOf(workQueues[queue]);
    let open = Math.min(await lengthOfQueue(deps.store, poison), limit.poisonSettledMax - settled);
    while (open > 0 && performance.now() < until) {
      const messages = await takeManyFromQueue(deps.store, poison, open);
      if (messages.length === 0) break;
      await inParallel(messages, atOnceMax, (message) => settle(deps, queue, message, verb, actor));
      open -= messages.length;
      settled += messages.length;
    }
  }
  const left = await Promise.all(
    names.map((queue) => lengthOfQueue(deps.store, poisonOf(workQueues[queue]))),
  );
  return { settled, left: left.reduce((sum, length) => sum + length, 0) };
}

async function settle(
  deps: PoisonDeps,
  queue: QueueName,
  message: TakenMessage,
  verb: Verb,
  actor: Actor,
): Promise<void> {
  await record(deps, { queue, verb, content: message.content }, actor);
  if (verb === 'retry') await message.copyTo(workQueues[queue]);
  await message.remove();
}

async function record(
  deps: PoisonDeps,
  { queue, verb, content }: { queue: QueueName; verb: Verb; content: unknown },
  actor: Actor,
): Promise<void> {
  const ids = idsOf(content);
  await logEvent(deps, {
    kind: verb === 'retry' ? 'mail_retried' : 'mail_dropped',
    actorId: actor.userId,
    organizationId: actor.organizationId,
    data: { queue, template: ids.template ?? 'unreadable' },
    subjectId: ids.userId ?? actor.userId,
  });
}

const idsOf = (content: unknown): Partial<z.output<typeof readable>> =>
  readable.safeParse(content).data ?? {};
