/** Processes a message once, then deletes it, retries it or moves it to the poison queue. */
import type { QueueClient, QueueServiceClient, ReceivedMessageItem } from '@azure/storage-queue';
import type { RpcData } from './core-types.ts';
import { errorText } from './host-log.ts';
import type { HostSettings } from './host-settings.ts';
import { toTriggerMetadata } from './queue-message.ts';

export type QueueOptions = {
  queueName: string;
  storage: QueueServiceClient;
  settings: HostSettings['queues'];
  /** Runs the function; an exception counts as a failed attempt. */
  run(text: string, metadata: Record<string, RpcData>): Promise<void>;
  failed(message: string): void;
};

/** Never throws: errors are reported to `failed`. */
export async function handle(
  queue: QueueClient,
  message: ReceivedMessageItem,
  options: QueueOptions,
): Promise<void> {
  const { settings, failed } = options;
  try {
    const done = await attempt(message, options);
    if (!done && message.dequeueCount < settings.maxDequeueCount) {
      const seconds = settings.visibilityTimeout / 1_000;
      await queue.updateMessage(
        message.messageId,
        message.popReceipt,
        message.messageText,
        seconds,
      );
      return;
    }
    if (!done) await poison(message, options);
    await queue.deleteMessage(message.messageId, message.popReceipt);
  } catch (error) {
    // The message was deleted or received again meanwhile, so its new receiver handles it.
    if (statusOf(error) !== 404 && statusOf(error) !== 400) failed(errorText(error));
  }
}

/** @returns whether the function succeeded */
async function attempt(message: ReceivedMessageItem, options: QueueOptions): Promise<boolean> {
  const { settings, failed } = options;
  if (message.dequeueCount > settings.maxDequeueCount) return false;
  const base64 = settings.messageEncoding === 'base64';
  const text = base64
    ? Buffer.from(message.messageText, 'base64').toString('utf8')
    : message.messageText;
  try {
    await options.run(text, toTriggerMetadata(message, text));
    return true;
  } catch (error) {
    failed(errorText(error));
    return false;
  }
}

async function poison(message: ReceivedMessageItem, options: QueueOptions): Promise<void> {
  const aside = options.storage.getQueueClient(`${options.queueName}-poison`);
  await aside.createIfNotExists();
  await aside.sendMessage(message.messageText, { messageTimeToLive: -1 });
  options.failed(
    `Message ${message.messageId} failed ${message.dequeueCount} times and is now in ${aside.name}.`,
  );
}

/** @returns the HTTP status of a storage error */
export function statusOf(error: unknown): unknown {
  return error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
}
