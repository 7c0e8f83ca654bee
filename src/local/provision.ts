/** Creates the tables, queues and containers that the service expects; in Azure, Bicep does. */
import { TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { toThisMachine } from '../store/direct.ts';
import { containers } from '../store/names.ts';
import { tables } from '../store/row-keys.ts';
import { poisonOf, queues } from '../store/work-queues.ts';

/** Idempotent. */
export async function provision(connectionString: string): Promise<void> {
  const table = TableServiceClient.fromConnectionString(connectionString, {
    ...toThisMachine.options,
    allowInsecureConnection: true,
  });
  const queue = QueueServiceClient.fromConnectionString(connectionString);
  const blob = BlobServiceClient.fromConnectionString(connectionString);
  toThisMachine.apply(queue['storageClientContext'].pipeline);
  toThisMachine.apply(blob['storageClientContext'].pipeline);
  await Promise.all([
    ...tables.map((name) => table.createTable(name)),
    ...queues
      .flatMap((name) => [name, poisonOf(name)])
      .map((name) => queue.getQueueClient(name).createIfNotExists()),
    ...containers.map((name) => blob.getContainerClient(name).createIfNotExists()),
  ]);
}
