/** Promise: damaged data is refused and left unchanged, and never treated as a new service. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { beforeAll, describe, expect, test } from 'vitest';
import { startAzurite } from '../../src/local/azurite.ts';
import { damageIn } from '../../src/local/azurite-files.ts';
import { openFolder } from '../../src/local/azurite-folder.ts';
import { provision } from '../../src/local/provision.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'damaged-'));
const databases = ['table', 'blob', 'blob_extent', 'queue', 'queue_extent'].map(
  (name) => `__azurite_db_${name}__.json`,
);

/** Data with a blob, as left by a clean stop. */
let whole: string;
beforeAll(async () => {
  whole = await newFolder();
  const azurite = await startAzurite({ folder: whole });
  await provision(azurite.connectionString());
  const blobs = BlobServiceClient.fromConnectionString(azurite.connectionString());
  const container = blobs.getContainerClient('things');
  await container.create();
  await container.getBlockBlobClient('thing').upload('kept', 4);
  await azurite.stop();
});

async function copy(): Promise<string> {
  const folder = await newFolder();
  await cp(whole, folder, { recursive: true });
  return folder;
}

async function pictureOf(folder: string) {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  return Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'utf8')]));
}

/** Nothing changes, and the next attempt is refused alike because the lock is released. */
async function expectRefused(folder: string, damage: string) {
  const before = await pictureOf(folder);
  for (let tries = 0; tries < 2; tries++)
    await expect(openFolder(folder)).rejects.toThrow(
      `The data folder ${folder} is damaged (${damage}): restore the file from a copy, delete the folder to start over`,
    );
  expect(await pictureOf(folder)).toEqual(before);
}

test('intact data, a new folder and an interrupted first start are accepted', async () => {
  expect(damageIn(whole)).toBeUndefined();
  expect(damageIn(await newFolder())).toBeUndefined();
  const begun = await newFolder();
  const empty = { collections: [{ name: '$EXTENTS_COLLECTION$', data: [] }] };
  await writeFile(join(begun, '__azurite_db_blob_extent__.json'), JSON.stringify(empty));
  await mkdir(join(begun, '__blobstorage__'));
  expect(damageIn(begun)).toBeUndefined();
});

describe.each(databases)('L9: %s is refused', (name) => {
  test.each([
    ['empty', '', 'is empty or unreadable'],
    ['blank', ' \n', 'is empty or unreadable'],
    ['cut short', '{"filename":"x","collec', 'is not JSON'],
    ['an empty object', '{}', 'is not a database of the local storage'],
    ['a list', '[]', 'is not a database of the local storage'],
    ['null', 'null', 'is not a database of the local storage'],
    ['without its collections', '{"collections":[]}', 'is not a database of the local storage'],
  ])('%s', async (_, content, fault) => {
    const folder = await copy();
    await writeFile(join(folder, name), content);
    await expectRefused(folder, `${name} ${fault}`);
  });

  test('missing', async () => {
    const folder = await copy();
    await rm(join(folder, name));
    await expectRefused(folder, `${name} is missing`);
  });

  test('a folder', async () => {
    const folder = await copy();
    await rm(join(folder, name));
    await mkdir(join(folder, name));
    await expectRefused(folder, `${name} is empty or unreadable`);
  });
});

test("a database in another one's place is refused", async () => {
  const folder = await copy();
  await cp(join(folder, '__azurite_db_queue__.json'), join(folder, '__azurite_db_table__.json'));
  await expectRefused(folder, '__azurite_db_table__.json is not a database of the local storage');
});

test('blobs without their content, and content without a database, are refused', async () => {
  const folder = await copy();
  const [name = ''] = await readdir(join(folder, '__blobstorage__'));
  await writeFile(join(folder, '__blobstorage__', name), 'kep');
  await expectRefused(folder, `__blobstorage__/${name} is missing or cut short`);
  await rm(join(folder, '__blobstorage__'), { recursive: true });
  await expectRefused(folder, `__blobstorage__/${name} is missing or cut short`);

  const bare = await copy();
  for (const database of databases) await rm(join(bare, database));
  await expectRefused(bare, '__azurite_db_table__.json is missing');
});

test('a partial temporary file left by a kill is not damage', async () => {
  const folder = await copy();
  await writeFile(join(folder, '__azurite_db_table__.json~'), '{"half');
  expect(damageIn(folder)).toBeUndefined();
});

test.each(['', 'nobody', '0', '-1 5', '99999999 1\n99999998 2\n', '{"pid":1}'])(
  'a stale lock of %j is taken over and reported',
  async (content) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'lock'), content);
    const lock = await openFolder(folder);
    expect(lock.wasKilled).toBe(true);
    await expect(openFolder(folder)).rejects.toThrow(`is in use by process ${process.pid}`);
    lock.release();
    expect((await openFolder(folder)).wasKilled).toBe(false);
  },
);
