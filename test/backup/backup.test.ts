/** Promise: a backup restores the service row by row, and brings back no erased person. */

import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyAudit } from '../../src/audit/verify.ts';
import { backup } from '../../src/backup/backup.ts';
import { pagesOf } from '../../src/backup/parts.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Client } from '../../src/client/client.ts';
import type { Deps } from '../../src/deps.ts';
import { listExports } from '../../src/store/backups.ts';
import { erasedPrefix, exportPrefix } from '../../src/store/names.ts';
import { tables } from '../../src/store/row-keys.ts';
import { readAll, write } from '../../src/store/tables.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { copyBackups, emptyAccount, type Target } from '../support/empty-account.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let userId: string;
let name: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const { organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  await service.join(admin, 'primary@espoo.fi', organizationId, 'primary_user');
  ({ userId } = await service.join(admin, 'erased@espoo.fi', organizationId, 'editor'));
  const invitee = { firstName: 'Eeva', lastName: 'Invited', language: 'sv' } as const;
  const role = 'expert' as const;
  await admin.createInvitation({
    body: { ...invitee, email: 'invited@espoo.fi', organizationId, role },
  });
  await service.drainMail();
  service.clock.advance({ minutes: 5 });
  await service.runTimer('repair');
  await service.runTimer('backup');
  [name = ''] = await listExports(service.deps.store);
});

afterAll(() => service.stop());

let target: Target;

beforeEach(async () => {
  target = await emptyAccount(service);
});

/** Every row of every table as text, except what a restore omits on purpose. */
async function rowsOf({ store }: Pick<Deps, 'store'>): Promise<string[]> {
  const journals = (await store.journalMonths()).map(
    async (month) => [`journal ${month}`, await store.journal(month)] as const,
  );
  const fixed = tables
    .filter((table) => table !== 'throttle')
    .map(async (table) => [table, await store.table(table)] as const);
  const lines: string[] = [];
  for (const [table, client] of await Promise.all([...journals, ...fixed]))
    for await (const { etag: _, timestamp: __, ...row } of readAll(client, z.looseObject({}), ''))
      if (!row.rowKey.startsWith('account.session.') && row['kind'] !== 'storage_restored')
        lines.push(`${table} ${JSON.stringify(Object.entries(row).sort())}`);
  return lines.sort();
}

const now = () => service.clock.iso;

test('every row of every table is restored, including those derived from accounts', async () => {
  const before = await rowsOf(service.deps);
  const fresh = await rowsOf(target.deps);
  expect(fresh).toEqual([]);
  const { rows, erasedAgain } = await restore(target.deps, name, now());
  expect(erasedAgain).toBe(0);
  const after = await rowsOf(target.deps);
  // The timer's own heartbeat was written after the backup.
  const beat = (line: string) => /^keys .*"rowKey","backup"/.test(line);
  // Which change reserved an address matters only while that change is in progress.
  const settled = (line: string) => line.replace(/(?<=^logins )\[\["eventId","\w+"\],/, '[');
  expect(after).toEqual(
    before
      .filter((line) => !beat(line))
      .map(settled)
      .sort(),
  );
  expect(rows).toBeGreaterThan(20);
  expect(await verifyAudit(target.deps, now())).toEqual([]);
  for (const table of ['logins', 'directory', 'schedule', 'accounts', 'keys', 'mails'])
    expect(after.some((line) => line.startsWith(table))).toBe(true);
});

test('people sign in to the restored service, and the restore is an event', async () => {
  await restore(target.deps, name, now());
  const { connectionString } = target;
  const { mailbox, clock, logs } = service;
  const restored = await startService({ connectionString, mailbox, clock, logs });
  const person = restored.client();
  await person.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
  const events = await person.listEvents({ query: { kind: 'storage_restored' } });
  expect(events.items).toMatchObject([{ data: { backup: name, erasedAgain: 0 } }]);
  expect((await person.searchUsers({ body: {} })).total).toBe(4);
  await restored.stop();
});

test('changes made after the journal was read are in the restored log', async () => {
  // As if everything had happened in between: this backup reads no journal.
  const source = { ...service.deps.store, journalMonths: async () => [] };
  const late = new Date(service.clock.now() + 1_000).toISOString();
  await backup({ ...service.deps, store: source }, late);
  await copyBackups(service, target.deps);
  await restore(target.deps, late, now());
  // Only the journal records which e-mails followed.
  const effects = /\["effects","(?:[^"\\]|\\.)*"\],?/;
  const events = (lines: string[]) =>
    lines.filter((line) => line.startsWith('journal')).map((line) => line.replace(effects, ''));
  const missing = events(await rowsOf(service.deps)).filter((line) => !line.includes('_read'));
  const made = events(await rowsOf(target.deps));
  expect(made.length).toBeGreaterThan(5);
  expect(missing.filter((line) => !made.includes(line))).toEqual([]);
  await (await service.deps.store.container('backups')).deleteBlob(`${exportPrefix}${late}`);
});

test('an account that contains data is refused, and nothing is written', async () => {
  await restore(target.deps, name, now());
  const before = await rowsOf(target.deps);
  await expect(restore(target.deps, name, now())).rejects.toThrow(/is not empty/);
  expect(await rowsOf(target.deps)).toEqual(before);
});

test('another master key opens nothing', async () => {
  const other = await emptyAccount(service, { MASTER_KEY: Buffer.alloc(32, 9).toString('base64') });
  await expect(restore(other.deps, name, now())).rejects.toThrow(/another master key/);
  expect(await rowsOf(other.deps)).toEqual([]);
});

test('a backup truncated or changed anywhere is refused', async () => {
  const container = await target.deps.store.container('backups');
  const blob = container.getBlockBlobClient(`${exportPrefix}${name}`);
  const whole = await blob.downloadToBuffer();
  const headerEnd = 4 + whole.readUInt32BE();
  const firstPartEnd = headerEnd + 4 + whole.readUInt32BE(headerEnd);
  const damaged = [
    whole.subarray(0, whole.length - 5),
    whole.subarray(0, firstPartEnd),
    Buffer.concat([whole.subarray(0, headerEnd), whole.subarray(firstPartEnd)]),
    flipped(whole, whole.length - 30),
    flipped(whole, whole.indexOf('"at":"20') + 8),
  ];
  for (const bytes of damaged) {
    await blob.uploadData(bytes);
    const { deps } = target;
    const failure = await restore(deps, name, now()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(String(failure)).not.toMatch(/not empty/);
    await emptyAgain(deps);
  }
});

async function emptyAgain({ store }: Pick<Deps, 'store'>): Promise<void> {
  const journals = (await store.journalMonths()).map((month) => store.journal(month));
  for (const table of await Promise.all([...journals, ...tables.map((each) => store.table(each))]))
    for await (const { partitionKey, rowKey } of readAll(table, z.object({}), ''))
      await write(table, [{ do: 'delete', key: { partitionKey, rowKey } }]);
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy.readUInt8(at) ^ 1) & 0xff, at);
  return copy;
}

test('no name or address can be read in a backup', async () => {
  const container = await service.deps.store.container('backups');
  const bytes = await container.getBlobClient(`${exportPrefix}${name}`).downloadToBuffer();
  for (const word of ['espoo', 'Virtanen', 'first.admin']) expect(bytes.includes(word)).toBe(false);
});

test('pages never split a person', async () => {
  const table = await target.deps.store.table('accounts');
  const people = 9;
  const rowsEach = 300;
  for (let person = 0; person < people; person++)
    for (let batch = 0; batch < rowsEach / 100; batch++)
      await write(
        table,
        Array.from({ length: 100 }, (_, index) => ({
          do: 'insert',
          key: { partitionKey: `person${person}`, rowKey: `event.${batch * 100 + index}` },
          row: { number: index },
        })),
      );
  const pages: string[][] = [];
  for await (const rows of pagesOf(target.deps.store, 'accounts'))
    pages.push(rows.map((row) => row.partitionKey));
  expect(pages.flat()).toHaveLength(people * rowsEach);
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.flatMap((page) => [...new Set(page)])).toHaveLength(people);
});

test('people erased since the backup are not brought back, not even briefly', async () => {
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
  await copyBackups(service, target.deps);
  const { erasedAgain } = await restore(target.deps, name, now());
  expect(erasedAgain).toBe(1);
  const own = (await rowsOf(target.deps)).filter((line) => line.includes(userId));
  expect(own.join('\n')).not.toMatch(/Virtanen|erased@espoo|passwordHash/);
  expect(own.some((line) => /^accounts .*"erasedAt"/.test(line))).toBe(true);
  expect(own.some((line) => /^(directory|logins|schedule)/.test(line))).toBe(false);
  expect(await verifyAudit(target.deps, now())).toEqual([]);
});

test('old exports and erasure marks are deleted after 30 days', async () => {
  service.clock.advance({ days: 31 });
  await service.runTimer('backup');
  expect(await listExports(service.deps.store)).toEqual([now()]);
  const container = await service.deps.store.container('backups');
  const marks = container.listBlobsFlat({ prefix: erasedPrefix });
  expect((await marks.next()).done).toBe(true);
});

test('the command lists the backups and names a missing setting', () => {
  const run = (env: Record<string, string>) =>
    spawnSync(process.execPath, ['src/build/restore.ts'], {
      encoding: 'utf8',
      env: { ...bareEnvironment(), ...env },
    });
  const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');
  const listed = run({ MASTER_KEY, AzureWebJobsStorage: service.connectionString });
  expect(listed.stdout.trim()).toBe(now());
  expect(run({ MASTER_KEY })).toMatchObject({ status: 2 });
  expect(run({ AzureWebJobsStorage: 'x' }).stderr).toContain('MASTER_KEY');
});
