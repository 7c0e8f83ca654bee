/** Finds what is left of a person in all that the service keeps, in any disguise. */
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import type { Service } from './harness.ts';

/** Everything that the service keeps, with what base64 messages say, as one text. */
export async function everythingKept({
  connectionString: connection,
  logs,
}: Pick<Service, 'connectionString' | 'logs'>): Promise<string> {
  const parts: string[] = [...logs];
  const options = { allowInsecureConnection: true };
  for await (const { name } of TableServiceClient.fromConnectionString(
    connection,
    options,
  ).listTables()) {
    const table = TableClient.fromConnectionString(connection, name ?? '', options);
    for await (const row of table.listEntities()) parts.push(JSON.stringify(row));
  }
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

/** @param texts names and addresses @returns the disguises of them that stand in the haystack */
export function tracesOf(texts: readonly string[], haystack: string): string[] {
  const needles = texts.flatMap(disguises);
  const lower = haystack.toLowerCase();
  return needles.filter(
    (needle) =>
      needle.length > 5 && (haystack.includes(needle) || lower.includes(needle.toLowerCase())),
  );
}

/** The text as it could hide: in any Unicode form, escaped, encoded, shifted by a byte or two. */
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

/** Whatever lies before the text: the middle of it looks one of three ways in base64. */
function base64s(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
}
