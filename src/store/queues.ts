/** Sends and receives messages of the work queues and their poison queues, as base64 of JSON. */
import type { QueueClient, ReceivedMessageItem } from '@azure/storage-queue';
import { limit } from '../policy/limits.ts';
import { statusOf } from './storage-status.ts';
import type { Store } from './store.ts';

type Queues = Pick<Store, 'queue'>;

/**
 * One storage request.
 * @param message ids only, never a name or an address
 * @param delaySeconds until the message becomes visible; 7 days at most
 * @param keptSeconds until storage drops it; -1: never
 */
export async function sendToQueue(
  store: Queues,
  queue: string,
  message: object,
  delaySeconds = 0,
  keptSeconds = -1,
): Promise<void> {
  const client = await store.queue(queue);
  await client.sendMessage(Buffer.from(JSON.stringify(message)).toString('base64'), {
    visibilityTimeout: delaySeconds,
    messageTimeToLive: keptSeconds,
  });
}

/** @returns storage's estimate of the queue's length. One storage request. */
export async function lengthOfQueue(store: Queues, queue: string): Promise<number> {
  const { approximateMessagesCount } = await (await store.queue(queue)).getProperties();
  return approximateMessagesCount ?? 0;
}

export type WaitingMessage = { messageId: string; insertedAt: string; content: unknown };

/**
 * One storage request; the messages are unaffected.
 * @returns the oldest, `poisonShownMax` at most; `content` is undefined if it is not JSON
 */
export async function peekAtQueue(store: Queues, queue: string): Promise<WaitingMessage[]> {
  const client = await store.queue(queue);
  const peeked = await client.peekMessages({ numberOfMessages: limit.poisonShownMax });
  return peeked.peekedMessageItems.map(({ messageId, insertedOn, messageText }) => ({
    messageId,
    insertedAt: insertedOn.toISOString(),
    content: contentOf(messageText),
  }));
}

export type TakenMessage = {
  content: unknown;
  /** Copies the message unchanged to another queue, where it never expires. */
  copyTo(queue: string): Promise<void>;
  remove(): Promise<void>;
};

/**
 * Receives one of the messages that `peekAtQueue` shows, since only the receiver of a message can
 * delete it, and releases the others at once. One storage request, and one for each other message.
 * @returns undefined if it is no longer among them
 */
export async function takeFromQueue(
  store: Queues,
  queue: string,
  messageId: string,
): Promise<TakenMessage | undefined> {
  const client = await store.queue(queue);
  const { receivedMessageItems } = await client.receiveMessages({
    numberOfMessages: limit.poisonShownMax,
    visibilityTimeout: limit.poisonHiddenSeconds,
  });
  const found = receivedMessageItems.find((message) => message.messageId === messageId);
  const others = receivedMessageItems.filter((message) => message !== found);
  await Promise.all(others.map((message) => letGo(client, message)));
  if (!found) return undefined;
  return taken(store, client, found);
}

/**
 * Receives the oldest messages for long enough to settle each. One storage request.
 * @returns at most as many as one request returns
 */
export async function takeManyFromQueue(
  store: Queues,
  queue: string,
  messagesMax: number,
): Promise<TakenMessage[]> {
  const client = await store.queue(queue);
  const { receivedMessageItems } = await client.receiveMessages({
    numberOfMessages: Math.min(messagesMax, limit.poisonShownMax),
    visibilityTimeout: limit.poisonSettleSeconds * 2,
  });
  return receivedMessageItems.map((message) => taken(store, client, message));
}

function taken(
  store: Queues,
  client: QueueClient,
  { messageId, messageText, popReceipt }: ReceivedMessageItem,
): TakenMessage {
  return {
    content: contentOf(messageText),
    async copyTo(name) {
      await (await store.queue(name)).sendMessage(messageText, { messageTimeToLive: -1 });
    },
    async remove() {
      await client.deleteMessage(messageId, popReceipt);
    },
  };
}

async function letGo(client: QueueClient, message: ReceivedMessageItem): Promise<void> {
  try {
    await client.updateMessage(message.messageId, message.popReceipt, message.messageText, 0);
  } catch (error) {
    // Somebody else has settled it in the meantime.
    if (statusOf(error) !== 404 && statusOf(error) !== 400) throw error;
  }
}

function contentOf(messageText: string): unknown {
  try {
    return JSON.parse(Buffer.from(messageText, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
