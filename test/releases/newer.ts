/**
 * Makes storage look as if a newer release had also written to it:
 * `const newer = await addNewerRelease(service)`.
 * - Every row of every table has unknown fields, and every person has unknown rows.
 * - Every table has rows of unknown shape and rows with unknown enumeration values.
 * - A table, a queue and blobs have unknown names; `sendMessages` fills the mail queues.
 *
 * Then work as usual. `await newer.lost()` lists what this release has lost or, after an erasure,
 * left behind; `await newer.mark()` adds fields and rows to data created since.
 */
import { TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { readAccount } from '../support/direct-storage.ts';
import type { Service } from '../support/harness.ts';
import { addFields, fieldsOf, isEmptied, isErased } from './newer-fields.ts';
import { newerMessages } from './newer-messages.ts';
import { merge, nameOf, type Place, placeOf } from './newer-place.ts';
import { addStrangers } from './newer-rows.ts';
import { addValues } from './newer-values.ts';

export type Newer = ReturnType<typeof newerIn>;

export async function addNewerRelease(service: Service) {
  await addStrange(service.connectionString);
  const strangers = byName(await addStrangers(service));
  const marked = byName(await addValues(service));
  const newer = newerIn(service, marked, strangers);
  await newer.mark();
  return newer;
}

const byName = (places: readonly Place[]) => new Map(places.map((place) => [nameOf(place), place]));

/**
 * @param marked known rows with unknown fields and values
 * @param strangers unknown rows
 */
function newerIn(service: Service, marked: Map<string, Place>, strangers: Map<string, Place>) {
  const { connectionString } = service;
  return {
    mark: () => addFields(connectionString, marked, strangers),

    /** @param copy a service on a copy of this storage @returns the same there */
    ofCopy: (copy: Service) => newerIn(copy, new Map(marked), new Map(strangers)),

    /**
     * @param where connection string of an account to which a backup of this one was restored
     * @returns one line for each field, row or blob that has changed
     */
    async lost(where = connectionString): Promise<string[]> {
      const tables = await readAccount(where);
      const found = new Map(
        Object.entries(tables).flatMap(([table, rows]) =>
          rows.map((row) => [nameOf(placeOf(table, row)), row] as const),
        ),
      );
      const erased = new Set(
        (tables['accounts'] ?? []).filter(isErased).map(({ partitionKey }) => partitionKey),
      );
      const lines = [...strangers].flatMap(([name, place]) => {
        const gone = place.table === 'accounts' && erased.has(place.partitionKey);
        const row = found.get(name);
        if (gone) return row ? [`${name} is still there`] : [];
        return row ? changed(name, place, row) : [`${name} is gone`];
      });
      for (const [name, place] of marked) {
        const row = found.get(name);
        if (row && !isEmptied(place.table, row)) lines.push(...changed(name, place, row));
        if (row && isEmptied(place.table, row))
          for (const field of fieldsOf(row)) lines.push(`${name}: ${field} is still there`);
      }
      return [...lines, ...(await lostElsewhere(where))];
    },

    /** @returns the messages sent to each mail queue, in order */
    async sendMessages(userId: string): Promise<unknown[]> {
      const messages = newerMessages(userId, service.clock.now());
      for (const name of ['mail-now', 'mail-later'])
        for (const message of messages)
          await (await service.deps.store.queue(name)).sendMessage(sealed(message), {
            messageTimeToLive: -1,
          });
      return messages;
    },
  };
}

const sealed = (message: unknown) => Buffer.from(JSON.stringify(message)).toString('base64');

function changed(name: string, { fields }: Place, row: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    row[field] === value ? [] : [`${name}: ${field} was ${value}, is ${row[field]}`],
  );
}

const strangeBlobs = [
  ['audit-roots', 'signatures/2026-03-02'],
  ['backups', 'manifests/2026-03-02.json'],
  ['reports', 'reviews/1.csv'],
] as const;

/** @returns a line if the queue is empty, and one for each blob that is gone */
async function lostElsewhere(connectionString: string): Promise<string[]> {
  const lines: string[] = [];
  const queue =
    QueueServiceClient.fromConnectionString(connectionString).getQueueClient('delegations');
  const messages = (await queue.exists()) ? (await queue.peekMessages()).peekedMessageItems : [];
  if (messages.length === 0) lines.push('the queue delegations is empty');
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  for (const [container, blob] of strangeBlobs)
    if (!(await blobs.getContainerClient(container).getBlobClient(blob).exists()))
      lines.push(`${container}/${blob} is gone`);
  return lines;
}

/** Adds a table, a queue and blobs with unknown names. */
async function addStrange(connectionString: string): Promise<void> {
  const local = { allowInsecureConnection: true };
  await TableServiceClient.fromConnectionString(connectionString, local).createTable('delegations');
  await merge(connectionString, {
    table: 'delegations',
    partitionKey: '2026',
    rowKey: 'delegation.1',
    fields: { begunAt: '2026-03-02T08:00:00.000Z' },
  });
  const queue =
    QueueServiceClient.fromConnectionString(connectionString).getQueueClient('delegations');
  await queue.createIfNotExists();
  await queue.sendMessage(sealed({ kind: 'delegation' }), { messageTimeToLive: -1 });
  const blobs = BlobServiceClient.fromConnectionString(connectionString);
  for (const [container, blob] of strangeBlobs) {
    await blobs.getContainerClient(container).createIfNotExists();
    await blobs.getContainerClient(container).getBlockBlobClient(blob).upload('{}', 2);
  }
}
