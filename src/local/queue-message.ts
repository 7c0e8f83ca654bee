/** A queue message's trigger metadata, spelled as in Azure's host. */
import type { ReceivedMessageItem } from '@azure/storage-queue';
import type { RpcData } from './core-types.ts';

export function toTriggerMetadata(
  message: ReceivedMessageItem,
  text: string,
): Record<string, RpcData> {
  const { messageId, popReceipt, dequeueCount, insertedOn, expiresOn, nextVisibleOn } = message;
  const metadata = {
    QueueTrigger: text,
    Id: messageId,
    PopReceipt: popReceipt,
    DequeueCount: dequeueCount,
    InsertionTime: utc(insertedOn),
    ExpirationTime: utc(expiresOn),
    NextVisibleTime: utc(nextVisibleOn),
  };
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [name, { json: JSON.stringify(value) }]),
  );
}

const utc = (date: Date) => date.toISOString().replace(/\.\d+Z$/, '+00:00');
