/** The daily roots of the audit log: one text a day, written once and never overwritten. */
import { statusOf } from './storage-status.ts';
import type { Store } from './store.ts';

type Roots = Pick<Store, 'container'>;

/** @returns false if the day already has a root, which is kept. One storage request. */
export async function createRoot(store: Roots, day: string, text: string): Promise<boolean> {
  try {
    await (await blobOf(store, day)).upload(text, Buffer.byteLength(text), {
      conditions: { ifNoneMatch: '*' },
      blobHTTPHeaders: { blobContentType: 'application/json' },
    });
    return true;
  } catch (error) {
    // 409 if it exists or is immutable; 412 if it was created in the meantime.
    const status = statusOf(error);
    if (status === 409 || status === 412) return false;
    throw error;
  }
}

/** @returns undefined when the day has none */
export async function readRoot(store: Roots, day: string): Promise<string | undefined> {
  const client = await blobOf(store, day);
  if (!(await client.exists())) return undefined;
  return (await client.downloadToBuffer()).toString('utf8');
}

/** @returns the days that have a root, in order */
export async function listRootDays(store: Roots): Promise<string[]> {
  const days: string[] = [];
  const container = await store.container('audit-roots');
  for await (const { name } of container.listBlobsFlat()) days.push(name.slice(0, 10));
  return days.sort();
}

async function blobOf(store: Roots, day: string) {
  return (await store.container('audit-roots')).getBlockBlobClient(`${day}.json`);
}
