/** Copies a storage account into a plain object, by ordinary requests; load.ts does the reverse. */
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { z } from 'zod';

const field = z.union([z.string(), z.number(), z.boolean()]);
const row = z.intersection(
  z.record(z.string(), field),
  z.object({ partitionKey: z.string(), rowKey: z.string() }),
);
export type Row = z.infer<typeof row>;

/** By name: table rows, queue message texts, and blob contents (base64). */
export const storage = z.object({
  tables: z.record(z.string(), z.array(row)),
  queues: z.record(z.string(), z.array(z.string())),
  blobs: z.record(z.string(), z.record(z.string(), z.string())),
});
export type Storage = z.infer<typeof storage>;

/** Plain HTTP, allowed only on this machine. */
const local = { allowInsecureConnection: true };
const messagesPerRequestMax = 32;

/** Reads only; currently invisible messages are left out. */
export async function copyOf(connectionString: string): Promise<Storage> {
  const found: Storage = { tables: {}, queues: {}, blobs: {} };
  const service = TableServiceClient.fromConnectionString(connectionString, local);
  for await (const { name = '' } of service.listTables()) {
    const rows: Row[] = [];
    const table = TableClient.fromConnectionString(connectionString, name, local);
    for await (const { etag: _, timestamp: __, ...kept } of table.listEntities())
      rows.push(row.parse(withoutAnnotations(kept)));
    found.tables[name] = rows;
  }
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  for await (const { name } of queues.listQueues()) {
    const { peekedMessageItems } = await queues
      .getQueueClient(name)
      .peekMessages({ numberOfMessages: messagesPerRequestMax });
    found.queues[name] = peekedMessageItems.map(({ messageText }) => messageText);
  }
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  for await (const { name } of blobs.listContainers()) {
    const container = blobs.getContainerClient(name);
    const contents: Record<string, string> = {};
    for await (const blob of container.listBlobsFlat())
      contents[blob.name] = (await container.getBlobClient(blob.name).downloadToBuffer()).toString(
        'base64',
      );
    found.blobs[name] = contents;
  }
  return found;
}

function withoutAnnotations(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('odata')));
}
