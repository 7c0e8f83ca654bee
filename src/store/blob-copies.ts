/** Copies blobs to a second account, under the same names: what differs, and one blob at a time. */
import { Readable } from 'node:stream';
import { blockBytes } from './backups.ts';
import { type ContainerName, exportPrefix } from './names.ts';
import type { Outside } from './outside.ts';
import { statusOf } from './storage-status.ts';

export type BlobToCopy = Pick<Listed, 'name' | 'bytes' | 'etag'> & {
  container: ContainerName;
  /** Of an export: the instant that names it. */
  begunAt?: string;
};

type Listed = {
  name: string;
  bytes: number;
  etag: string;
  md5: string;
  copyOf: string | undefined;
};

/**
 * @returns the blobs that the second account lacks, or has with other content. One storage request
 *   for each 5,000 blobs of either account.
 */
export async function blobsToCopy(
  from: Outside,
  to: Outside,
  container: ContainerName,
): Promise<BlobToCopy[]> {
  const [own, copies] = await Promise.all([listed(from, container), listed(to, container)]);
  const known = new Map(copies.map((copy) => [copy.name, copy]));
  return own
    .filter((blob) => !isCopied(blob, known.get(blob.name)))
    .map(({ name, bytes, etag }) => ({ container, name, bytes, etag, ...exportIn(name) }));
}

/**
 * Replaces what has other content. The copy names the version that it was made of.
 * @returns false, with nothing changed, if the second account protects what it has, or the original
 *   has changed or is gone
 */
export async function copyBlob(
  from: Outside,
  to: Outside,
  { container, name, bytes, etag }: BlobToCopy,
): Promise<boolean> {
  const original = (await from.container(container)).getBlobClient(name);
  const copy = (await to.container(container)).getBlockBlobClient(name);
  const marked = { metadata: { copyof: bare(etag) } };
  try {
    const { readableStreamBody } = await original.download(0, undefined, {
      conditions: { ifMatch: etag },
    });
    if (!readableStreamBody) return false;
    const stream = Readable.from(readableStreamBody);
    // One request stores a small blob, which also holds for immutable ones.
    if (bytes <= blockBytes) await copy.uploadData(await bufferOf(stream), marked);
    else await copy.uploadStream(stream, blockBytes, 1, marked);
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 409 || status === 412) return false;
    throw error;
  }
}

function isCopied(blob: Listed, copy: Listed | undefined): boolean {
  if (!copy || copy.bytes !== blob.bytes) return false;
  return copy.copyOf === bare(blob.etag) || (blob.md5 !== '' && copy.md5 === blob.md5);
}

async function listed(account: Outside, container: ContainerName): Promise<Listed[]> {
  const blobs: Listed[] = [];
  const client = await account.container(container);
  for await (const { name, properties, metadata } of client.listBlobsFlat({
    includeMetadata: true,
  })) {
    const { etag, contentLength: bytes = 0, contentMD5 } = properties;
    const md5 = contentMD5 ? Buffer.from(contentMD5).toString('base64') : '';
    blobs.push({ name, bytes, etag, md5, copyOf: metadata?.['copyof'] });
  }
  return blobs;
}

async function bufferOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const exportIn = (name: string): { begunAt?: string } =>
  name.startsWith(exportPrefix) ? { begunAt: name.slice(exportPrefix.length) } : {};

/** Listings and responses differ in quotation marks. */
const bare = (etag: string): string => etag.replaceAll('"', '');
