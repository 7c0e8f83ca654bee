/** Finds traces of a person in everything that the service stores, in any encoding. */
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { readAccount } from './direct-storage.ts';
import type { Service } from './harness.ts';

/** @returns everything that the service stores as one text, with base64 messages decoded */
export async function everythingKept({
  connectionString: connection,
  logs,
}: Pick<Service, 'connectionString' | 'logs'>): Promise<string> {
  const parts: string[] = [...logs];
  for (const rows of Object.values(await readAccount(connection)))
    parts.push(...rows.map((row) => JSON.stringify(row)));
  const queues = QueueServiceClient.fromConnectionString(connection);
  for await (const { name } of queues.listQueues()) {
    const { peekedMessageItems } = await queues
      .getQueueClient(name)
      .peekMessages({ numberOfMessages: 32 });
    for (const { messageText } of peekedMessageItems)
      parts.push(messageText, Buffer.from(messageText, 'base64').toString());
  }
  const blobs = BlobServiceClient.fromConnectionString(connection);
  for await (const { name } of blobs.listContainers())
    for await (const blob of blobs.getContainerClient(name).listBlobsFlat()) {
      const content = await blobs
        .getContainerClient(name)
        .getBlobClient(blob.name)
        .downloadToBuffer();
      parts.push(blob.name, content.toString('latin1'));
    }
  return parts.join('\n');
}

/** @param texts names and addresses @returns those of their encodings that are in the haystack */
export function tracesOf(texts: readonly string[], haystack: string): string[] {
  const needles = texts.flatMap(disguises);
  const lower = haystack.toLowerCase();
  return needles.filter(
    (needle) =>
      needle.length > 5 && (haystack.includes(needle) || lower.includes(needle.toLowerCase())),
  );
}

/** @returns possible encodings of the text: Unicode forms, escapes, base64 at any offset */
function disguises(text: string): string[] {
  const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'].flatMap((form) => {
    const normal = text.normalize(form);
    return [normal, normal.toLowerCase(), normal.toUpperCase()];
  });
  return [...new Set(forms)].flatMap((form) => {
    const bytes = Buffer.from(form);
    const hex = bytes.toString('hex');
    const quotedPrintable = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0')}`);
    return [
      form,
      encodeURIComponent(form),
      JSON.stringify(form).slice(1, -1),
      [...form].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
      hex,
      quotedPrintable.join(''),
      ...base64s(bytes),
      ...base64s(Buffer.from(form, 'utf16le')),
    ];
  });
}

/** Depending on what precedes it, the middle of a text has one of three forms in base64. */
function base64s(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
}
