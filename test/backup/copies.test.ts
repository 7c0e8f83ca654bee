/** Promise: what a restore needs is also in a second account, which alone gives the same service. */

import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { blockBytes, listExports } from '../../src/store/backups.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { erasedPrefix, exportPrefix } from '../../src/store/names.ts';
import { type Outside, openOutside } from '../../src/store/outside.ts';
import { openStore } from '../../src/store/store.ts';
import { type TimerName, timerTable } from '../../src/timers/timers.ts';
import { startFaultyStorage } from '../faults/faulty-storage.ts';
import { startAdministered } from '../support/administered.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';

let service: Service;
let admin: Client;
let second: string;
let outside: Outside;

beforeEach(async () => {
  const { connectionString } = await freshAccount();
  second = connectionString;
  ({ service, admin } = await startAdministered({ BACKUP_BLOB_SERVICE_URI: second }));
  const opened = openOutside(service.deps.settings);
  if (!opened) throw new Error('there is no second account');
  outside = opened;
});

afterEach(() => service.stop());

const copy = () => service.runTimer('backupCopies');

/** A night: settled changes, a backup and the root of the day before. */
async function night(): Promise<string> {
  service.clock.advance({ hours: 24 });
  await service.runTimer('repair');
  await service.runTimer('auditRoots');
  await service.runTimer('backup');
  const [newest = ''] = await listExports(service.deps.store);
  return newest;
}

/** Names and contents of all blobs. */
async function contents(account: Outside): Promise<string[]> {
  const found: string[] = [];
  for (const name of ['backups', 'audit-roots'] as const) {
    const container = await account.container(name);
    for await (const blob of container.listBlobsFlat()) {
      const bytes = await container.getBlobClient(blob.name).downloadToBuffer();
      found.push(`${name} ${blob.name} ${bytes.toString('base64')}`);
    }
  }
  return found.sort();
}

async function eraseSomebody(): Promise<string> {
  const { organizationId } = await admin.me();
  const email = 'erased@example.fi';
  const { userId } = await service.join(admin, email, organizationId, 'editor');
  await night();
  await admin.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
  const params = { userId };
  const { etag: ifMatch } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch });
  return userId;
}

/** The first account is lost: an empty one and the second remain. */
async function afterTheLoss() {
  const { connectionString } = await freshAccount();
  const settings = { ...service.deps.settings, AzureWebJobsStorage: connectionString };
  const store = openStore(settings);
  const keyring = openKeyring(settings, store);
  return { ...service.deps, settings, store, keyring, backups: outside };
}

test('the second account has the same blobs, each copied once', async () => {
  await eraseSomebody();
  expect(await copy()).toMatchObject({ copied: 3, missing: 0 });
  expect(await contents(outside)).toEqual(await contents(service.deps.store));
  expect(await copy()).toMatchObject({ copied: 0, missing: 0 });
  await night();
  expect(await copy()).toMatchObject({ copied: 2 });
  expect(await contents(outside)).toEqual(await contents(service.deps.store));
});

test('the second account alone restores the same service, and keeps the erased erased', async () => {
  const erased = await eraseSomebody();
  await copy();
  const name = (await listExports(outside))[0] ?? '';
  const deps = await afterTheLoss();
  const { rows, erasedAgain } = await restore(deps, name, service.clock.iso);
  expect(rows).toBeGreaterThan(10);
  expect(erasedAgain).toBe(1);
  expect(await verifyAudit(deps, service.clock.iso)).toEqual([]);
  const connectionString = deps.settings.AzureWebJobsStorage;
  const restored = await startService({ ...service, connectionString });
  const person = restored.client();
  await person.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
  const { items } = await person.searchUsers({ body: {} });
  expect(items.map(({ userId }) => userId)).not.toContain(erased);
  expect(items).toHaveLength(1);
  await restored.stop();
});

test('other content under a name is replaced, also of the same length', async () => {
  const name = await night();
  const container = await outside.container('backups');
  const blob = container.getBlockBlobClient(`${exportPrefix}${name}`);
  const original = await (await service.deps.store.container('backups'))
    .getBlobClient(`${exportPrefix}${name}`)
    .downloadToBuffer();
  for (const wrong of [Buffer.from('other'), Buffer.alloc(original.length, 1), Buffer.alloc(0)]) {
    await blob.uploadData(wrong);
    expect((await copy())['copied']).toBeGreaterThan(0);
    expect(await contents(outside)).toEqual(await contents(service.deps.store));
  }
});

test('a large blob is copied in blocks, and content that is the same is not copied again', async () => {
  const name = await night();
  const container = await service.deps.store.container('backups');
  const large = Buffer.alloc(2 * blockBytes + 1, 'large');
  await container.getBlockBlobClient(`${exportPrefix}${name}`).uploadData(large);
  await copy();
  expect(await contents(outside)).toEqual(await contents(service.deps.store));
  // As after a restore: the roots are the same, and written anew.
  const roots = await service.deps.store.container('audit-roots');
  for await (const { name: root } of roots.listBlobsFlat()) {
    const text = await roots.getBlobClient(root).downloadToBuffer();
    await roots.getBlockBlobClient(root).uploadData(text);
  }
  expect(await copy()).toMatchObject({ copied: 0, missing: 0 });
});

test('a partly filled account is completed, and keeps what only it has', async () => {
  await night();
  await copy();
  const own = await outside.container('backups');
  await own.getBlockBlobClient(`${exportPrefix}2026-03-01T02:00:00.000Z`).upload('x', 1);
  const missing = (await listExports(service.deps.store))[0] ?? '';
  await own.deleteBlob(`${exportPrefix}${missing}`);
  expect(await copy()).toMatchObject({ copied: 1, missing: 0 });
  expect(await listExports(outside)).toHaveLength(2);
});

test('a second account that is down delays nothing, is reported, and catches up', async () => {
  const faulty = await startFaultyStorage(second);
  const env = { BACKUP_BLOB_SERVICE_URI: faulty.connectionString };
  const other = await startService(service, env);
  await night();
  faulty.trouble.next = () => 'reset';
  expect(await other.runTimer('backup')).toMatchObject({ blobsDeleted: 0 });
  expect(await other.runTimer('backupCopies')).toMatchObject({ copied: 0 });
  const failed = service.logs.filter((line) => line.includes('backup_copy_failed'));
  expect(failed).toHaveLength(1);
  service.clock.advance({ hours: limit.backupCopyLateHours });
  await other.runTimer('backupCopies');
  await other.runTimer('repair');
  expect(service.logs.some((line) => line.includes('backup_copy_late'))).toBe(true);
  const state = async () => {
    await admin.signIn({ body: { email: 'first.admin@example.fi', password: goodPassword } });
    return (await admin.readServiceState()).backupCopies;
  };
  expect(await state()).toEqual({ missing: 0, late: true });
  for (const timer of Object.keys(timerTable) as TimerName[])
    if (timer !== 'backupCopies') await service.runTimer(timer);
  const ready = await service.send(`${publicUrl}/api/health/ready`);
  expect(ready.status).toBe(200);
  expect(await ready.text()).toContain('there is no copy yet');
  faulty.trouble.next = () => undefined;
  const newest = await night();
  expect((await other.runTimer('backupCopies'))['copied']).toBeGreaterThan(1);
  expect(await contents(outside)).toEqual(await contents(service.deps.store));
  expect(await state()).toEqual({ newest, missing: 0, late: false });
  faulty.stop();
  await other.stop();
});

test('a slow second account ends a run late but in order: the newest backup first', async () => {
  await night();
  const newest = await night();
  const faulty = await startFaultyStorage(second);
  const env = { BACKUP_BLOB_SERVICE_URI: faulty.connectionString };
  const other = await startService(service, env);
  faulty.trouble.slowMilliseconds = 200;
  const stored: string[] = [];
  faulty.trouble.next = ({ method, path }) => {
    if (method === 'PUT') stored.push(decodeURIComponent(path));
    return 'slow';
  };
  expect(await other.runTimer('backupCopies')).toMatchObject({ missing: 0 });
  expect(stored[0]).toContain(newest);
  faulty.stop();
  await other.stop();
});

test('expired copies are deleted, but never while nothing newer is there', async () => {
  await eraseSomebody();
  await copy();
  const [first = ''] = await listExports(outside);
  service.clock.advance({ days: limit.backupKeptDays + 1 });
  expect(await copy()).toMatchObject({ deleted: 0 });
  expect(await listExports(outside)).toContain(first);
  await night();
  expect(await copy()).toMatchObject({ deleted: 2 });
  expect(await listExports(outside)).not.toContain(first);
  const marks = (await outside.container('backups')).listBlobsFlat({ prefix: erasedPrefix });
  expect((await marks.next()).done).toBe(true);
});

test('the roots of the second account show a root that was changed together with the log', async () => {
  await night();
  await night();
  await copy();
  const own = await service.deps.store.container('audit-roots');
  for await (const { name } of own.listBlobsFlat()) await own.deleteBlob(name);
  const now = new Date(service.clock.now() + 86_400_000).toISOString();
  const { deps } = service;
  expect(await verifyAudit(deps, now)).not.toEqual([]);
  const roots = { ...deps, store: { ...deps.store, container: outside.container } };
  expect(await verifyAudit(roots, now)).toEqual([]);
});

test('the commands read the second account, and name the setting that they lack', async () => {
  const name = await night();
  await copy();
  const backups = await service.deps.store.container('backups');
  await backups.deleteBlob(`${exportPrefix}${name}`);
  const run = (script: string, env: Record<string, string>) =>
    spawnSync(process.execPath, [script, '--from-copies'], {
      encoding: 'utf8',
      env: {
        MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
        AzureWebJobsStorage: service.connectionString,
        ...bareEnvironment(),
        ...env,
      },
    });
  const given = { BACKUP_BLOB_SERVICE_URI: second };
  expect(run('src/build/restore.ts', given).stdout.trim()).toBe(name);
  for (const script of ['src/build/restore.ts', 'src/local/audit-verify.ts']) {
    const refused = run(script, {});
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('BACKUP_BLOB_SERVICE_URI');
  }
  expect(run('src/local/audit-verify.ts', given).stdout).toMatch(/intact|findings/);
});

test('copies that the identity may not delete are left to the account, and nothing is reported', async () => {
  await night();
  await copy();
  const faulty = await startFaultyStorage(second);
  const other = await startService(service, { BACKUP_BLOB_SERVICE_URI: faulty.connectionString });
  faulty.trouble.next = ({ method }) => (method === 'DELETE' ? 'denied' : undefined);
  service.clock.advance({ days: limit.backupKeptDays + 1 });
  await night();
  expect(await other.runTimer('backupCopies')).toMatchObject({ missing: 0, deleted: 0 });
  expect(service.logs.filter((line) => line.includes('backup_copy_failed'))).toEqual([]);
  expect(await listExports(outside)).toHaveLength(2);
  faulty.stop();
  await other.stop();
});
