/** Promise: what tests arrange and read directly is what requests would have written and read. */
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { beforeAll, expect, test } from 'vitest';
import { askStorage } from './ask-supplies.ts';
import {
  copyAccount,
  mergeRows,
  queuesWithMessages,
  readAccount,
  showMessages,
  versionsOf,
} from './direct-storage.ts';
import { type Service, startService } from './harness.ts';
import { freshAccount } from './storage.ts';
import { copyOf } from './stored-copy.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.signedInAdministrator();
  const container = await service.deps.store.container('backups');
  await container.getBlockBlobClient('one').upload('some bytes', 10);
  const queue = await service.deps.store.queue('mail-later');
  await queue.sendMessage('waiting', { messageTimeToLive: -1 });
  return () => service.stop();
});

const tableAt = (connectionString: string, name: string) =>
  TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });

test('reading gives the rows that the library reads, in its order', async () => {
  const direct = await readAccount(service.connectionString);
  expect(direct).toEqual((await copyOf(service.connectionString)).tables);
  expect(direct['accounts']).not.toEqual([]);
});

test('the versions of rows are those that the library reads, and change with a write', async () => {
  const { connectionString } = await freshAccount();
  const table = tableAt(connectionString, 'keys');
  const key = { partitionKey: 'keys', rowKey: 'one' };
  await table.createEntity({ ...key, count: 1 });
  const line = async () => {
    const { etag } = await table.getEntity('keys', 'one');
    return `keys keys one ${etag}`;
  };
  const before = await line();
  expect(await versionsOf(connectionString)).toContain(before);
  await table.updateEntity({ ...key, count: 1 }, 'Replace');
  const after = await versionsOf(connectionString);
  expect(after).toContain(await line());
  expect(after).not.toContain(before);
});

test('a copy has everything of the original, and changes of one never reach the other', async () => {
  const copied = await askStorage();
  await copyAccount(service.connectionString, copied);
  const before = await copyOf(service.connectionString);
  expect(await copyOf(copied)).toEqual(before);
  expect(before.blobs['backups']?.['one']).toBeDefined();
  expect(before.queues['mail-later']).toEqual(['waiting']);
  const [row] = before.tables['keys'] ?? [];
  if (!row) throw new Error('no row');
  const { partitionKey, rowKey } = row;
  await tableAt(copied, 'keys').updateEntity({ partitionKey, rowKey, note: 'of the copy' });
  const blobs = BlobServiceClient.fromConnectionString(copied);
  await blobs.getContainerClient('backups').getBlobClient('one').delete();
  expect(await copyOf(service.connectionString)).toEqual(before);
});

test('a queue has visible messages until a receiver has hidden the last of them', async () => {
  const { connectionString } = await freshAccount();
  const found = () => queuesWithMessages(connectionString);
  expect(await found()).toEqual({ visible: [], hidden: [] });
  const client = QueueServiceClient.fromConnectionString(connectionString);
  const queue = client.getQueueClient('mail-later');
  await queue.sendMessage('one');
  await queue.sendMessage('another');
  expect(await found()).toEqual({ visible: ['mail-later'], hidden: [] });
  await queue.receiveMessages({ visibilityTimeout: 60 });
  expect(await found()).toEqual({ visible: ['mail-later'], hidden: ['mail-later'] });
  await queue.receiveMessages({ visibilityTimeout: 60 });
  expect(await found()).toEqual({ visible: [], hidden: ['mail-later'] });
  await queue.clearMessages();
  expect(await found()).toEqual({ visible: [], hidden: [] });
});

test('a message that its receiver has hidden can be shown again', async () => {
  const queue = await service.deps.store.queue('mail-later');
  const receive = async () =>
    (await queue.receiveMessages({ visibilityTimeout: 60 })).receivedMessageItems.map(
      ({ messageText }) => messageText,
    );
  expect(await receive()).toEqual(['waiting']);
  expect(await receive()).toEqual([]);
  await showMessages(service.connectionString);
  expect(await receive()).toEqual(['waiting']);
});

test('merged rows are as if they had been sent, and a change in between is noticed', async () => {
  const [one, other] = [await freshAccount(), await freshAccount()];
  const key = { partitionKey: 'keys', rowKey: 'one' };
  const fields = { text: 'kept', count: 7, share: 0.5, flag: true };
  const [sent, direct] = [one, other].map(({ connectionString }) =>
    tableAt(connectionString, 'keys'),
  );
  await sent?.upsertEntity({ ...key, first: 1 }, 'Merge');
  await sent?.upsertEntity({ ...key, ...fields }, 'Merge');
  await mergeRows(other.connectionString, 'keys', [{ ...key, first: 1 }]);
  const before = await direct?.getEntity('keys', 'one');
  await mergeRows(other.connectionString, 'keys', [{ ...key, ...fields }]);
  expect((await copyOf(other.connectionString)).tables['keys']).toEqual(
    (await copyOf(one.connectionString)).tables['keys'],
  );
  const changed = direct?.updateEntity({ ...key, first: 2 }, 'Merge', { etag: before?.etag ?? '' });
  await expect(changed).rejects.toMatchObject({ statusCode: 412 });
});
