/** Starts this release on another release's recorded storage, at the recorded instant. */
import { TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { inParallel } from '../../src/store/in-parallel.ts';
import { mergeRows } from '../support/direct-storage.ts';
import type { Service } from '../support/harness.ts';
import { startCopy } from '../support/start-copy.ts';
import { freshAccount } from '../support/storage.ts';
import type { Storage } from '../support/stored-copy.ts';
import type { Recording } from './recording.ts';

const blobsAtOnceMax = 16;

/** Connection strings by release: each is filled once, and copied for each service. */
const originals = new Map<number, Promise<string>>();

/** @returns the service; stopping it also stops its mailbox */
export async function openRecording({
  release,
  storage,
  masterKey,
  at,
}: Recording): Promise<Service> {
  const original = originals.get(release) ?? filled(storage);
  originals.set(release, original);
  const env = { MASTER_KEY: masterKey };
  return startCopy({ of: await original, at: Date.parse(at), env });
}

/** @returns the connection string of a new account with this content */
async function filled(content: Storage): Promise<string> {
  const { connectionString } = await freshAccount();
  const service = TableServiceClient.fromConnectionString(connectionString, {
    allowInsecureConnection: true,
  });
  for (const [name, rows] of Object.entries(content.tables)) {
    await service.createTable(name);
    await mergeRows(connectionString, name, rows);
  }
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  for (const [name, texts] of Object.entries(content.queues)) {
    const queue = queues.getQueueClient(name);
    await queue.createIfNotExists();
    for (const text of texts) await queue.sendMessage(text, { messageTimeToLive: -1 });
  }
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  for (const [name, contents] of Object.entries(content.blobs)) {
    const container = blobs.getContainerClient(name);
    await container.createIfNotExists();
    await inParallel(Object.entries(contents), blobsAtOnceMax, async ([blob, base64]) => {
      await container.getBlockBlobClient(blob).uploadData(Buffer.from(base64, 'base64'));
    });
  }
  return connectionString;
}
