/** Promise: `npm run audit:verify` verifies the given folder, and reports one that holds no service. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAzurite } from '../../src/local/azurite.ts';
import { masterKey } from '../../src/local/master-key.ts';
import { provision } from '../../src/local/provision.ts';
import { parseVerifyOptions, storageSettings } from '../../src/local/verify-options.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import { write } from '../../src/store/tables.ts';
import { bareEnvironment } from '../support/bare-environment.ts';

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['src/local/audit-verify.ts', ...args], {
    encoding: 'utf8',
    env: bareEnvironment(),
  });

const newFolder = () => mkdtemp(join(tmpdir(), 'verify-'));

test('L11: a folder is verified, and what was changed in it is found (status 1)', async () => {
  const folder = await newFolder();
  const MASTER_KEY = masterKey(folder, {});
  const storage = await startAzurite({ folder: join(folder, 'storage') });
  await provision(storage.connectionString());
  const settings = { MASTER_KEY, AzureWebJobsStorage: storage.connectionString() };
  const store = openStore(settings);
  await openKeyring(settings, store).load(new Date().toISOString());
  await storage.stop();
  const clean = run('--data', folder);
  expect(clean).toMatchObject({ status: 0, stdout: 'The audit log is intact.\n' });

  const again = await startAzurite({ folder: join(folder, 'storage') });
  const changed = openStore({ AzureWebJobsStorage: again.connectionString() });
  const key = { partitionKey: crypto.randomUUID(), rowKey: 'event.1.01ARZ3NDEKTSV4RRFFQ69G5FAV' };
  const row = { kind: 'invited', at: new Date().toISOString(), actorId: 'x', organizationId: 'x' };
  await write(await changed.table('accounts'), [
    { do: 'insert', key, row: { ...row, data: {}, mac: '', number: 1 } },
  ]);
  await again.stop();
  const found = run('--data', folder);
  expect(found.status).toBe(1);
  expect(found.stdout).toContain(key.partitionKey);
});

test('L11: a folder without data is refused (status 2) and stays as it was', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'something'), '');
  const refused = run('--data', folder);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toBe(
    `${folder} holds no data of this service: give its folder with --data.\n`,
  );
  expect(await readdir(folder)).toEqual(['something']);
});

test('L11: a deployed service is named by the address of its tables', () => {
  const { storage } = parseVerifyOptions(['--storage', 'https://one.table.core.windows.net/']);
  expect(storage && storageSettings(storage)).toMatchObject({
    AzureWebJobsStorage: undefined,
    AzureWebJobsStorage__tableServiceUri: 'https://one.table.core.windows.net',
    AzureWebJobsStorage__blobServiceUri: 'https://one.blob.core.windows.net',
  });
});

test.each([
  [['--storage', 'https://accounts.example.fi'], /address of the tables/],
  [['--storage', 'http://one.table.core.windows.net'], /address of the tables/],
  [['--storage', 'https://one.table.core.windows.net', '--data', 'x'], /give only one/],
  [['--data', ''], /give a folder/],
  [['--folder', 'x'], /See npm run audit:verify -- --help/],
])('L11: the flags %j are refused', (args, message) => {
  expect(() => parseVerifyOptions(args)).toThrow(message);
});
