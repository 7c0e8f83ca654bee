/** Erased means erased: no byte of the person is left in any table, queue, blob or log line. */
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../src/client/client.ts';
import { addFactors } from './factors.ts';
import { firstAdministrator, goodPassword, type Service, startService } from './harness.ts';

const person = { firstName: 'Çınar-Äyräpää', lastName: "Ö'Hövelström" } as const;
const oldAddress = 'cinar.ayrapaa+manual@entinen-osoite.example';
const newAddress = 'hovelstrom_uusi@toinen-osoite.example';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

/** Everything that the service keeps, with what base64 messages say, as one text. */
async function dump(): Promise<string> {
  const connection = service.connectionString;
  const parts: string[] = [...service.logs];
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

function found(haystack: string): string[] {
  const needles = [person.firstName, person.lastName, oldAddress, newAddress].flatMap(disguises);
  const lower = haystack.toLowerCase();
  return needles.filter(
    (needle) =>
      needle.length > 5 && (haystack.includes(needle) || lower.includes(needle.toLowerCase())),
  );
}

test('after a whole life and erasure nothing of the person is found, in any disguise', async () => {
  const { organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  const body = {
    ...person,
    email: oldAddress,
    organizationId,
    role: 'editor',
    language: 'en',
  } as const;
  const { userId } = await admin.createInvitation({ body });
  await admin.resendInvitation({ params: { userId }, body: {} });
  const me = await service.activate(await service.tokenFor(oldAddress));
  await addFactors(service, me, `Phone of ${person.lastName}`);
  await me.requestAddressChange({ body: { email: newAddress, currentPassword: goodPassword } });
  const token = await service.tokenFor(newAddress);
  await service.client().confirmAddressChange({ body: { token } });
  await service.client().forgotPassword({ body: { email: newAddress } });
  await service.drainMail();
  const guess = { email: newAddress, password: 'not the right one at all' };
  await expect(service.client().signIn({ body: guess })).rejects.toThrow();
  service.clock.advance({ days: 155 });
  await service.runTimer('lifecycle');
  await service.drainMail();
  service.clock.advance({ days: 40 });
  for (const timer of ['repair', 'lifecycle', 'census', 'digest', 'mailOutcomes'] as const)
    await service.runTimer(timer);
  await service.drainMail();
  // The proof proves something: before the erasure the person is there.
  expect(found(await dump())).not.toEqual([]);
  const ask = /#(\S+)/.exec(service.mailbox.messages(newAddress)[0]?.text ?? '')?.[1] ?? '';
  await service.client().askRestore({ body: { token: ask } });
  service.clock.advance({ days: 32 });
  for (const timer of ['lifecycle', 'repair', 'retention'] as const) await service.runTimer(timer);
  service.clock.advance({ minutes: 3 });
  await service.runTimer('repair');

  expect(found(await dump())).toEqual([]);
  const boss = service.client();
  await boss.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const from = new Date(service.clock.now() - 300 * 86_400_000).toISOString();
  const kinds: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await boss.listEvents({ query: { from, subjectId: userId, cursor } });
    kinds.push(...page.items.map(({ kind }) => kind));
    cursor = page.next;
  } while (cursor);
  for (const kind of [
    'invited',
    'activated',
    'address_changed',
    'notice_given',
    'deactivated',
    'erased',
  ])
    expect(kinds).toContain(kind);
}, 60_000);
