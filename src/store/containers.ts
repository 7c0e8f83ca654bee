/** Texts in blob containers: written once, never over one another. */
import type { ContainerName } from './names.ts';
import { statusOf } from './storage-status.ts';
import type { Store } from './store.ts';

/** @returns false when there is one of the name already; it stays as it is. One request. */
export async function createText(
  store: Pick<Store, 'container'>,
  container: ContainerName,
  name: string,
  text: string,
): Promise<boolean> {
  const client = (await store.container(container)).getBlockBlobClient(name);
  try {
    await client.upload(text, Buffer.byteLength(text), {
      conditions: { ifNoneMatch: '*' },
      blobHTTPHeaders: { blobContentType: 'application/json' },
    });
    return true;
  } catch (error) {
    // 409 where it exists, or is immutable; 412 where it came to be in between.
    const status = statusOf(error);
    if (status === 409 || status === 412) return false;
    throw error;
  }
}

/** @returns undefined when there is none of the name */
export async function readText(
  store: Pick<Store, 'container'>,
  container: ContainerName,
  name: string,
): Promise<string | undefined> {
  const client = (await store.container(container)).getBlockBlobClient(name);
  if (!(await client.exists())) return undefined;
  return (await client.downloadToBuffer()).toString('utf8');
}

/** @returns the names in the container, in their order */
export async function listTexts(
  store: Pick<Store, 'container'>,
  container: ContainerName,
): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of (await store.container(container)).listBlobsFlat()) names.push(name);
  return names.sort();
}
