/** Mails that were set aside: seen, tried again or dropped by an administrator, each an event. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { logEvent } from '../store/log-event.ts';
import { poisonOf, workQueues } from '../store/names.ts';
import { peekAtQueue, takeFromQueue } from '../store/queues.ts';

type QueueName = keyof typeof workQueues;
type PoisonDeps = Pick<Deps, 'store' | 'clock'>;

/** Only what tells one from another: a message that nobody can read shows none of it. */
const readable = z.object({ template: z.string().max(100), userId: z.uuid(), eventId: z.ulid() });

const names: readonly QueueName[] = ['now', 'later'];

/** @returns the oldest of each queue, `poisonShownMax` at most; ids, never a name or an address */
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

type Actor = { userId: string; organizationId: string };

/**
 * Puts the message back into its queue, or (`drop`) deletes it. The event is written first.
 * @throws Refusal not_found when it is not among the shown ones any more
 */
export async function settlePoison(
  deps: PoisonDeps,
  messageId: string,
  verb: 'retry' | 'drop',
  actor: Actor,
): Promise<void> {
  for (const queue of names) {
    const message = await takeFromQueue(deps.store, poisonOf(workQueues[queue]), messageId);
    if (!message) continue;
    await record(deps, { queue, verb, content: message.content }, actor);
    if (verb === 'retry') await message.copyTo(workQueues[queue]);
    await message.remove();
    return;
  }
  throw new Refusal('not_found');
}

async function record(
  deps: PoisonDeps,
  { queue, verb, content }: { queue: QueueName; verb: 'retry' | 'drop'; content: unknown },
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
