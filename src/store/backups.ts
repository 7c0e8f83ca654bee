/** The container `backups`: sealed exports, named by their starting instants, and erasure marks. */
import { Readable } from 'node:stream';
import { erasedPrefix, exportPrefix } from './names.ts';
import { statusOf } from './storage-status.ts';
import type { Store } from './store.ts';

type Containers = Pick<Store, 'container'>;

/** Size of the blocks in which the stream is uploaded, one at a time. */
export const blockBytes = 4_194_304;

/** An unfinished export never becomes visible. One storage request for each block, and one more. */
export async function writeExport(
  store: Containers,
  begunAt: string,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const container = await store.container('backups');
  const blob = container.getBlockBlobClient(`${exportPrefix}${begunAt}`);
  await blob.uploadStream(Readable.from(content), blockBytes, 1);
}

/** @returns the starting instants of the exports, newest first */
export async function listExports(store: Containers): Promise<string[]> {
  const names = await namesUnder(store, exportPrefix);
  return names.sort().reverse();
}

/** @throws Error if there is no such export */
export async function readExport(store: Containers, begunAt: string): Promise<Readable> {
  const container = await store.container('backups');
  const blob = container.getBlobClient(`${exportPrefix}${begunAt}`);
  const { readableStreamBody } = await blob.download();
  if (!readableStreamBody) throw new Error(`the backup ${begunAt} has no content`);
  return Readable.from(readableStreamBody);
}

/**
 * Marks an erasure, so that no older backup brings the person back; an existing mark stays. One
 * storage request.
 * @param by JSON of the event that erased the person, in ids and names of kinds only
 */
export async function markErased(
  store: Containers,
  userId: string,
  erasedAt: string,
  by = '',
): Promise<void> {
  const blob = (await store.container('backups')).getBlockBlobClient(nameOf(erasedAt, userId));
  try {
    await blob.upload(by, Buffer.byteLength(by), { conditions: { ifNoneMatch: '*' } });
  } catch (error) {
    const status = statusOf(error);
    if (status !== 409 && status !== 412) throw error;
  }
}

/** @returns what `markErased` stored; empty if an older release made the mark */
export async function readMark(
  store: Containers,
  userId: string,
  erasedAt: string,
): Promise<string> {
  const blob = (await store.container('backups')).getBlobClient(nameOf(erasedAt, userId));
  const { contentLength } = await blob.getProperties();
  return contentLength ? (await blob.downloadToBuffer()).toString('utf8') : '';
}

const nameOf = (erasedAt: string, userId: string): string => `${erasedPrefix}${erasedAt}/${userId}`;

/** @returns the instant of each erasure, by id */
export async function readErased(store: Containers): Promise<Map<string, string>> {
  const erased = new Map<string, string>();
  for (const name of await namesUnder(store, erasedPrefix)) {
    const [at, userId] = name.split('/');
    if (at && userId) erased.set(userId, at);
  }
  return erased;
}

/**
 * Deletes old exports, and the erasure marks that no remaining export needs.
 * @returns how many blobs were deleted
 */
export async function deleteBackupsBefore(store: Containers, oldest: string): Promise<number> {
  const container = await store.container('backups');
  let deleted = 0;
  for (const prefix of [exportPrefix, erasedPrefix])
    for (const name of await namesUnder(store, prefix)) {
      if (name >= oldest) continue;
      await container.deleteBlob(`${prefix}${name}`);
      deleted++;
    }
  return deleted;
}

async function namesUnder(store: Containers, prefix: string): Promise<string[]> {
  const names: string[] = [];
  const container = await store.container('backups');
  for await (const { name } of container.listBlobsFlat({ prefix }))
    names.push(name.slice(prefix.length));
  return names;
}
