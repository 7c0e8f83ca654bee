/** Delivers queue messages as the host does, retrying failed attempts. */
import { Buffer } from 'node:buffer';
import { limit } from '../../src/policy/limits.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import type { Service } from '../support/harness.ts';

type Message = { queue: 'now' | 'later'; body: unknown };

/** Removes and returns all waiting messages. */
export async function takeAll({ deps }: Service): Promise<Message[]> {
  const taken: Message[] = [];
  for (const [queue, name] of Object.entries(workQueues) as ['now' | 'later', string][]) {
    const client = await deps.store.queue(name);
    for (;;) {
      const { receivedMessageItems } = await client.receiveMessages({ numberOfMessages: 32 });
      if (receivedMessageItems.length === 0) break;
      for (const item of receivedMessageItems) {
        const body: unknown = JSON.parse(Buffer.from(item.messageText, 'base64').toString());
        taken.push({ queue, body });
        await client.deleteMessage(item.messageId, item.popReceipt);
      }
    }
  }
  return taken;
}

/** Delivers a message, again after each failed attempt, as the host does. */
export async function deliver(on: Service, { queue, body }: Message): Promise<void> {
  for (let tries = 1; tries < limit.queueTriesMax; tries++)
    try {
      await on.handleMail(queue, body, tries);
      return;
    } catch {
      // The host counts the attempt and delivers the message again.
    }
  throw new Error('the message would move to the poison queue');
}
