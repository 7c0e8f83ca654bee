/** Promise: storage holds no field outside the data map, nor personal data where it allows none. */
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkToken } from '../../src/accounts/link.ts';
import { dayRoot } from '../../src/audit/leaf.ts';
import type { Client } from '../../src/client/client.ts';
import { categories } from '../../src/privacy/categories.ts';
import { dataMap } from '../../src/privacy/data-map.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { erasedPrefix } from '../../src/store/names.ts';
import { places } from '../../src/store/row-keys.ts';
import type { RowName } from '../../src/store/row-names.ts';
import { always, order } from '../samples/mail-trouble.ts';
import { addFactors } from '../support/factors.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { authorizationUrl, enter, redeem, register } from '../support/systems.ts';
import { rowNameOf } from '../support/unmapped.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  await live();
}, 120_000);

afterAll(() => service.stop());

const person = { firstName: 'Tuulikki-Orvokki', lastName: 'Karttunen-Kivi' } as const;
const address = 'tuulikki.karttunen@espoo-kunta.example';
const newAddress = 'orvokki.kivi@uusi-osoite.example';
const secrets = [...Object.values(person), address, newAddress, firstAdministrator];

/** Creates every kind of row. */
async function live(): Promise<void> {
  const organization = { body: { name: 'Espoo', language: 'fi' } } as const;
  const { organizationId } = await admin.createOrganization(organization);
  const place = { organizationId, role: 'editor', language: 'fi' } as const;
  await admin.createInvitation({ body: { ...person, ...place, email: address } });
  const me = await service.activate(await service.tokenFor(address));
  await addFactors(service, me, 'Phone');
  await enterSystem(me);
  const { userId, etag } = await me.me();
  const other = await admin.createOrganization({ body: { name: 'Vantaa', language: 'fi' } });
  const bossAddress = 'boss@espoo-kunta.example';
  const boss = await service.join(admin, bossAddress, organizationId, 'primary_user');
  const offered = { organizationId: other.organizationId };
  await boss.client.offerUser({ params: { userId }, body: offered, ifMatch: etag });
  const csv = 'email,firstName,lastName,role\nimported@espoo-kunta.example,Aino,Lind,expert';
  await boss.client.startImport({ body: { organizationId, csv } });
  await me.fileDataRequest({ body: { kind: 'access' } });
  const texts = { fi: 'Hei', sv: 'Hej', en: 'Hello' };
  const span = { from: '2026-03-01T00:00:00Z', until: '2026-04-01T00:00:00Z' };
  await admin.publishPrivacyNotice({ body: { changeNote: texts, acknowledge: false } });
  await admin.createNotice({ body: { level: 'info', title: texts, text: texts, ...span } });
  await me.requestAddressChange({ body: { email: newAddress, currentPassword: goodPassword } });
  for (const email of [address, 'nobody@espoo-kunta.example'])
    await expect(
      service.client().signIn({ body: { email, password: 'not the right one at all' } }),
    ).rejects.toThrow();
  await service.client().forgotPassword({ body: { email: address } });
  await service.drainMail();
  await admin.listEvents({});
  await admin.exportEvents({});
  service.clock.advance({ minutes: 5 });
  await service.runTimer('repair');
  service.clock.advance({ days: 155 });
  for (const timer of ['repair', 'lifecycle', 'census', 'auditRoots', 'mailOutcomes'] as const)
    await service.runTimer(timer);
  await boss.client.signIn({ body: { email: bossAddress, password: goodPassword } });
  const moving = { email: 'chief@espoo-kunta.example', currentPassword: goodPassword };
  await boss.client.requestAddressChange({ body: moving });
  await confirmWithoutMail(boss.userId);
  await refuseMail();
  await service.client().forgotPassword({ body: { email: address } });
}

/** Leaves an access token of a connected system, and the day of its use. */
async function enterSystem(person: Client): Promise<void> {
  const system = await register(admin, { pkceRequired: false });
  const scope = 'openid profile email organization';
  const url = await enter(person, authorizationUrl(system.systemId, { scope, nonce: 'n' }));
  await redeem(service, system, url.searchParams.get('code'));
}

/** Leaves one e-mail waiting for the mail service. */
async function refuseMail(): Promise<void> {
  await order(service, { status: 503, times: always });
  await service.client().forgotPassword({ body: { email: 'boss@espoo-kunta.example' } });
  await service.drainMail();
}

/** E-mails are waiting, so the token comes from the keyring, and the former address stays. */
async function confirmWithoutMail(userId: string): Promise<void> {
  const { store, keyring } = service.deps;
  const account = await loadAccount(store, userId);
  const link = account?.links.find(({ purpose }) => purpose === 'address_change');
  if (!link) throw new Error('no change of address is pending');
  const token = linkToken(await keyring.load(service.clock.iso), userId, link);
  await service.client().confirmAddressChange({ body: { token } });
}

type Field = { where: string; row: RowName | undefined; field: string; value: string };

async function storedFields(): Promise<Field[]> {
  const found: Field[] = [];
  const options = { allowInsecureConnection: true };
  const service_ = TableServiceClient.fromConnectionString(service.connectionString, options);
  for await (const { name: table = '' } of service_.listTables()) {
    const client = TableClient.fromConnectionString(service.connectionString, table, options);
    for await (const entity of client.listEntities<Record<string, unknown>>()) {
      const { partitionKey = '', rowKey = '', etag: _, timestamp: __, ...fields } = entity;
      const row = rowNameOf(table, { partitionKey, rowKey });
      const where = `${table} ${rowKey}`;
      found.push({ where, row, field: 'key', value: `${partitionKey} ${rowKey}` });
      for (const [field, value] of Object.entries(fields))
        found.push({ where, row, field, value: String(value) });
    }
  }
  return found;
}

const entryOf = ({ row, field }: Field) => {
  const fields: Record<string, readonly [keyof typeof categories, string]> = row
    ? dataMap[row]
    : {};
  return fields[field];
};

const namesSomebody = (text: string) =>
  secrets.some((secret) => text.toLowerCase().includes(secret.toLowerCase()));

test('every field of every stored row is in the data map', async () => {
  const fields = await storedFields();
  const lacking = fields.filter((field) => field.field !== 'key' && !entryOf(field));
  expect(lacking.map(({ where, field }) => `${where}: ${field}`)).toEqual([]);
  // Every crash sample also checks its rows, even short-lived ones.
  const walked = new Set(fields.map(({ row }) => row));
  expect(walked.size).toBeGreaterThanOrEqual(27);
});

test('every row of the data map has a place in storage', () => {
  const placed: readonly string[] = places.map(([, , , row]) => row);
  const nowhere = Object.keys(dataMap).filter((row) => !placed.includes(row));
  // Effects are a field of the journal, which has one table for each month.
  expect(nowhere).toEqual(['effects', 'journalRow']);
});

test('nobody is named outside the fields meant for it', async () => {
  const named = (await storedFields()).filter(({ value }) => namesSomebody(value));
  const wrong = named.filter((field) => {
    const [category] = entryOf(field) ?? [];
    return category === undefined || categories[category].personal !== 'direct';
  });
  expect(wrong.map(({ where, field }) => `${where}: ${field}`)).toEqual([]);
  expect(new Set(named.map(({ field }) => field))).toEqual(
    new Set(['firstName', 'lastName', 'email']),
  );
});

test('queue messages hold ids only', async () => {
  const queues = QueueServiceClient.fromConnectionString(service.connectionString);
  const messages: Record<string, unknown>[] = [];
  for await (const { name } of queues.listQueues()) {
    const page = await queues.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
    for (const { messageText } of page.peekedMessageItems)
      messages.push(JSON.parse(Buffer.from(messageText, 'base64').toString()));
  }
  expect(messages.length).toBeGreaterThan(0);
  const allowed = ['userId', 'eventId', 'template', 'to', 'aboutId'];
  for (const message of messages) {
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(message)));
    expect(namesSomebody(JSON.stringify(message))).toBe(false);
  }
});

test('blobs hold only roots and the ids of erased people, and name nobody', async () => {
  const blobs = BlobServiceClient.fromConnectionString(service.connectionString);
  let read = 0;
  for await (const { name: container } of blobs.listContainers())
    for await (const { name } of blobs.getContainerClient(container).listBlobsFlat()) {
      const blob = blobs.getContainerClient(container).getBlobClient(name);
      const text = (await blob.downloadToBuffer()).toString();
      expect(namesSomebody(name)).toBe(false);
      if (name.startsWith(erasedPrefix)) {
        // Keeps people erased after a restore: the erasing event, in ids and a date.
        expect(container).toBe('backups');
        const told = Object.keys(JSON.parse(text));
        expect(told).toEqual(['eventId', 'kind', 'at', 'actorId', 'organizationId']);
        expect(namesSomebody(text)).toBe(false);
        expect(name.slice(erasedPrefix.length)).toMatch(/^20[\d.:TZ-]+\/[\da-f-]{36}$/);
        continue;
      }
      expect(container).toBe('audit-roots');
      expect(dayRoot.parse(JSON.parse(text)).day).toBe(name.slice(0, 10));
      expect(namesSomebody(text)).toBe(false);
      read++;
    }
  expect(read).toBeGreaterThan(100);
});

test('the registry description agrees with the map and the settings, in each language', async () => {
  for (const language of ['fi', 'sv', 'en'] as const) {
    const { sections } = await service.client().registryDescription({ query: { language } });
    const text = JSON.stringify(sections);
    for (const { personal, name, why } of Object.values(categories)) {
      expect(text.includes(name[language])).toBe(personal !== 'none');
      expect(text.includes(why[language])).toBe(personal !== 'none');
    }
    const { settings } = service.deps;
    for (const said of [
      settings.SERVICE_ORGANIZATION[language],
      settings.SERVICE_CONTACT[language],
    ])
      expect(text).toContain(said);
    expect(text).toContain(settings.LEGAL_BASIS[language]);
    expect(text).toMatch(/\b24 (kuukauden|månader|months)/);
  }
});
