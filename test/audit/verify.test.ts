/** Promise: every manipulation of the audit in storage is detected. */
import { randomUUID } from 'node:crypto';
import { TableClient, type TableEntityResult } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../src/audit/finding.ts';
import { lineOf } from '../../src/audit/finding.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { Client } from '../../src/client/client.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

type Row = TableEntityResult<Record<string, unknown>>;

let service: Service;
let admin: Client;
let userId: string;
const restores: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const joined = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
  userId = joined.userId;
  for (const firstName of ['Anna', 'Aada', 'Alma']) {
    const { etag } = await joined.client.me();
    await joined.client.changeMe({ body: { firstName }, ifMatch: etag });
  }
  await joined.client.signOut({ body: {} });
  const guess = { email: 'aino@espoo.fi', password: 'not the right one at all' };
  await expect(service.client().signIn({ body: guess })).rejects.toThrow();
  await admin.listEvents({});
  await admin.exportEvents({});
  const gone = await service.join(admin, 'gone@espoo.fi', organizationId, 'expert');
  const { etag } = await admin.readUser({ params: { userId: gone.userId } });
  const erasing = { params: { userId: gone.userId }, body: { confirm: 'erase' } } as const;
  await admin.eraseUser({ ...erasing, ifMatch: etag });
  await nextDay();
});

afterAll(() => service.stop());

afterEach(async () => {
  for (const restore of restores.splice(0).reverse()) await restore();
  expect(await findings()).toEqual([]);
});

async function nextDay(): Promise<void> {
  service.clock.advance({ days: 1 });
  await service.runTimer('repair');
  await service.runTimer('auditRoots');
}

const findings = () => verifyAudit(service.deps, service.clock.iso);
const open = (name: string) =>
  TableClient.fromConnectionString(service.connectionString, name, {
    allowInsecureConnection: true,
  });

async function rowsOf(table: string, fits: (row: Row) => boolean): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of open(table).listEntities<Record<string, unknown>>())
    if (fits(row)) found.push(row);
  return found;
}

/** The person's events, in the order of their numbers. */
async function events(): Promise<Row[]> {
  const found = await rowsOf('accounts', (row) => row.partitionKey === userId && 'mac' in row);
  return found.sort((a, b) => Number(a['number']) - Number(b['number']));
}

const idOf = (row: Row | undefined) => row?.rowKey?.split('.').at(-1) ?? '';

async function put(table: string, row: Row, changes: object): Promise<void> {
  const { etag: _, timestamp: __, ...rest } = row;
  await open(table).updateEntity({ ...rest, ...changes } as never, 'Replace');
  restores.push(() => open(table).upsertEntity(rest as never, 'Replace'));
}

async function drop(table: string, row: Row): Promise<void> {
  await open(table).deleteEntity(row.partitionKey ?? '', row.rowKey ?? '');
  const { etag: _, timestamp: __, ...rest } = row;
  restores.push(() => open(table).createEntity(rest as never));
}

async function add(table: string, row: Row, changes: object): Promise<void> {
  const { etag: _, timestamp: __, ...rest } = row;
  const added = { ...rest, ...changes } as never;
  await open(table).createEntity(added);
  const { partitionKey, rowKey } = added as { partitionKey: string; rowKey: string };
  restores.push(() => open(table).deleteEntity(partitionKey, rowKey));
}

const at = (found: Finding[]) => found.map(({ what, eventId }) => [what, eventId]);

test('an untouched audit is intact, including erased people and failed sign-ins', async () => {
  const whole = await findings();
  expect(whole.map(lineOf)).toEqual([]);
  expect((await events()).length).toBeGreaterThan(4);
});

test('a changed event is named', async () => {
  const [, , third] = await events();
  await put('accounts', third as Row, { data: '{"fields":["email"]}' });
  expect(at(await findings())).toEqual([['event_changed', idOf(third)]]);
});

test('a removed event is named', async () => {
  const [, , third] = await events();
  await drop('accounts', third as Row);
  expect(at(await findings())).toEqual([['event_removed', idOf(third)]]);
});

test('an inserted event is named', async () => {
  const [, second] = await events();
  // Later than the ids of the same millisecond, which follow one another.
  const rowKey = String(second?.rowKey).replace(/.{6}$/, 'ZZZZZZ');
  await add('accounts', second as Row, { rowKey });
  const [first, ...others] = await findings();
  expect([first?.what, first?.eventId]).toEqual(['event_inserted', rowKey.split('.').at(-1)]);
  expect(others).toEqual([]);
});

test('an event disguised as ruled out is named', async () => {
  const [, , third] = await events();
  await put('accounts', third as Row, { void: true });
  expect(at(await findings())).toEqual([['event_changed', idOf(third)]]);
  await put('accounts', third as Row, { void: true, kind: 'ruled_out', number: 0, mac: '' });
  expect((await findings()).map(({ what }) => what)).toContain('event_removed');
});

test('two swapped events are named', async () => {
  const [, , third, fourth] = await events();
  await put('accounts', third as Row, { number: fourth?.['number'] });
  await put('accounts', fourth as Row, { number: third?.['number'] });
  const found = at(await findings());
  expect(found).toContainEqual(['event_reordered', idOf(third)]);
  expect(found).toContainEqual(['event_reordered', idOf(fourth)]);
});

test('truncation is detected, even if the account was adjusted to match', async () => {
  const all = await events();
  const newest = all.at(-1) as Row;
  const before = all.at(-2) as Row;
  await drop('accounts', newest);
  const cut = await findings();
  expect(cut.map(({ what }) => what)).toContain('events_truncated');
  expect(at(cut)).toContainEqual(['event_removed', idOf(newest)]);

  const [account] = await rowsOf(
    'accounts',
    (row) => row.partitionKey === userId && row.rowKey === 'account',
  );
  const head = { chainHead: before['mac'], chainLength: before['number'] };
  await put('accounts', account as Row, head);
  expect(at(await findings())).toEqual([['event_removed', idOf(newest)]]);

  // Even if the day's log is truncated too, the day's root reveals it.
  const [entry] = await rowsOf('journal202603', (row) => row['eventId'] === idOf(newest));
  await drop('journal202603', entry as Row);
  const known = at(await findings());
  expect(known).toContainEqual(['log_removed', idOf(newest)]);
  expect(known).toContainEqual(['event_removed', idOf(newest)]);
});

test('a log row changed or inserted after its day is named', async () => {
  const [entry] = await rowsOf('journal202603', (row) => row['kind'] === 'sign_in_failed');
  await put('journal202603', entry as Row, { kind: 'audit_read' });
  expect(at(await findings())).toEqual([['log_changed', entry?.['eventId']]]);
  const eventId = String(entry?.['eventId']).replace(/.{3}$/, '000');
  await add('journal202603', entry as Row, { eventId, rowKey: `${entry?.rowKey}x` });
  expect(at(await findings())).toContainEqual(['log_inserted', eventId]);
});

test('a replaced or removed root is named by its day', async () => {
  await nextDay();
  await nextDay();
  const container = BlobServiceClient.fromConnectionString(
    service.connectionString,
  ).getContainerClient('audit-roots');
  const blob = container.getBlockBlobClient('2026-03-02.json');
  const text = (await blob.downloadToBuffer()).toString();
  const write = (content: string) => blob.upload(content, Buffer.byteLength(content));
  restores.push(() => write(text));
  const root = JSON.parse(text);
  await write(JSON.stringify({ ...root, leaves: root.leaves.slice(1) }));
  expect(await findings()).toContainEqual({ what: 'root_changed', day: '2026-03-02' });
  await blob.delete();
  expect(await findings()).toContainEqual({ what: 'root_missing', day: '2026-03-02' });
});

test('a root is never rewritten, and a day with an unfinished change gets its root later', async () => {
  const client = BlobServiceClient.fromConnectionString(service.connectionString);
  const blob = client.getContainerClient('audit-roots').getBlockBlobClient('2026-03-02.json');
  const { etag } = await blob.getProperties();
  const [state] = await rowsOf('keys', (row) => row.rowKey === 'auditRoots');
  await put('keys', state as Row, { settledUntil: '2026-03-02' });
  expect(await service.runTimer('auditRoots')).toEqual({ written: 0, lacking: 0 });
  expect((await blob.getProperties()).etag).toBe(etag);

  const sessionStarted = { email: firstAdministrator, password: goodPassword };
  await service.client().signIn({ body: sessionStarted });
  service.clock.advance({ days: 1 });
  expect(await service.runTimer('auditRoots')).toEqual({ written: 0, lacking: 1 });
  await service.runTimer('repair');
  expect(await service.runTimer('auditRoots')).toEqual({ written: 1, lacking: 0 });
});

test('one query is one event, however many pages it has', async () => {
  const boss = service.client();
  await boss.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const asked = { limit: 2, subjectId: randomUUID() };
  const page = await boss.listEvents({ query: { limit: 2 } });
  await boss.listEvents({ query: { limit: 2, cursor: page.next } });
  await boss.listEvents({ query: asked });
  const now = service.clock.iso;
  const { items } = await boss.listEvents({ query: { kind: 'audit_read', from: now } });
  expect(items.filter(({ at: when }) => when === now).map(({ data }) => data)).toEqual(
    expect.arrayContaining([{}, { subjectId: asked.subjectId }]),
  );
  expect(items.length).toBeLessThanOrEqual(3);
  service.clock.advance({ days: 1 });
  await service.runTimer('repair');
  await service.runTimer('auditRoots');
});
