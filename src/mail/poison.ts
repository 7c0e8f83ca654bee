/** Mails that were set aside: seen, tried again or dropped by an administrator, each an event. */
import type { QueueClient, ReceivedMessageItem } from '@azure/storage-queue';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { newEvent } from '../store/event-id.ts';
import { openEntry } from '../store/journal.ts';
import { mailQueues, poisonOf } from '../store/names.ts';
import { statusOf } from '../store/storage-status.ts';

type QueueName = keyof typeof mailQueues;
type PoisonDeps = Pick<Deps, 'store' | 'clock'>;

/** Only what tells one from another: a message that nobody can read shows none of it. */
const readable = z.object({ template: z.string().max(100), userId: z.uuid(), eventId: z.ulid() });

const names: readonly QueueName[] = ['now', 'later'];

/** @returns the oldest of each queue, `poisonShownMax` at most; ids, never a name or an address */
export async function listPoison(deps: PoisonDeps) {
  const lists = await Promise.all(
    names.map(async (queue) => {
      const client = await poisonQueue(deps, queue);
      const peeked = await client.peekMessages({ numberOfMessages: limit.poisonShownMax });
      return peeked.peekedMessageItems.map(({ messageId, insertedOn, messageText }) => ({
        messageId,
        queue,
        setAsideAt: insertedOn.toISOString(),
        ...idsOf(messageText),
      }));
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
    const client = await poisonQueue(deps, queue);
    const message = await take(client, messageId);
    if (!message) continue;
    await record(deps, { queue, verb, text: message.messageText }, actor);
    if (verb === 'retry') {
      const work = await deps.store.queue(mailQueues[queue]);
      await work.sendMessage(message.messageText, { messageTimeToLive: -1 });
    }
    await client.deleteMessage(message.messageId, message.popReceipt);
    return;
  }
  throw new Refusal('not_found');
}

const poisonQueue = (deps: PoisonDeps, queue: QueueName) =>
  deps.store.queue(poisonOf(mailQueues[queue]));

/** A message can only be deleted by who received it; the others are let go at once. */
async function take(client: QueueClient, messageId: string) {
  const { receivedMessageItems } = await client.receiveMessages({
    numberOfMessages: limit.poisonShownMax,
    visibilityTimeout: limit.poisonHiddenSeconds,
  });
  const found = receivedMessageItems.find((message) => message.messageId === messageId);
  const others = receivedMessageItems.filter((message) => message !== found);
  await Promise.all(others.map((message) => letGo(client, message)));
  return found;
}

async function letGo(client: QueueClient, message: ReceivedMessageItem): Promise<void> {
  try {
    await client.updateMessage(message.messageId, message.popReceipt, message.messageText, 0);
  } catch (error) {
    // Somebody else has settled it meanwhile.
    if (statusOf(error) !== 404 && statusOf(error) !== 400) throw error;
  }
}

async function record(
  deps: PoisonDeps,
  { queue, verb, text }: { queue: QueueName; verb: 'retry' | 'drop'; text: string },
  actor: Actor,
): Promise<void> {
  const ids = idsOf(text);
  await openEntry(deps.store, {
    ...newEvent(deps),
    kind: verb === 'retry' ? 'mail_retried' : 'mail_dropped',
    actorId: actor.userId,
    organizationId: actor.organizationId,
    data: { queue, template: ids.template ?? 'unreadable' },
    subjectKind: 'user',
    subjectId: ids.userId ?? actor.userId,
    state: 'done',
  });
}

function idsOf(text: string): Partial<z.output<typeof readable>> {
  try {
    return readable.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8'))).data ?? {};
  } catch {
    return {};
  }
}
