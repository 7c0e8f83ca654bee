/** Promise: killing the service loses no acknowledged write; killing storage too loses a second's. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { offset } from '../../src/local/clock.ts';
import { restoreClock } from '../../src/local/kept-clock.ts';
import { goodPassword } from '../support/harness.ts';
import { spawnService } from '../support/spawn-service.ts';

type Running = Awaited<ReturnType<typeof spawnService>>;

const email = 'first.admin@example.fi';
const writesAtOnce = 5;
/** Longer than storage waits before saving. */
const savedMilliseconds = 30_000;

const started: Running[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.end('SIGKILL');
});

async function start(folder: string): Promise<Running> {
  const service = await spawnService(folder);
  started.push(service);
  return service;
}

const newFolder = () => mkdtemp(join(tmpdir(), 'killed-'));

async function activate({ url, link }: Running) {
  const client = createClient(url);
  const token = /#(\S+)/.exec(link ?? '')?.[1] ?? '';
  const body = { token, password: goodPassword, language: 'en', privacyNoticeRead: true } as const;
  await client.activate({ body });
  return client;
}

async function signIn({ url }: Running) {
  const client = createClient(url);
  await client.signIn({ body: { email, password: goodPassword } });
  return client;
}

/** @returns the names, all acknowledged */
async function write(client: ReturnType<typeof createClient>, round: string): Promise<string[]> {
  const names = Array.from({ length: writesAtOnce }, (_, number) => `Kunta ${round} ${number}`);
  await Promise.all(
    names.map((name) => client.createOrganization({ body: { name, language: 'fi' } })),
  );
  return names;
}

const namesIn = async (client: ReturnType<typeof createClient>) =>
  (await client.listOrganizations()).items.map(({ name }) => name);

/** @returns which of the texts the file of the tables lacks */
function missingOnDisk(folder: string, texts: readonly string[]): string[] {
  const saved = readFileSync(join(folder, 'storage', '__azurite_db_table__.json'), 'utf8');
  return texts.filter((text) => !saved.includes(text));
}

/** @returns the storage process's id from the lock, where it follows the service's */
const storageOf = (folder: string) =>
  Number.parseInt(readFileSync(join(folder, 'storage', 'lock'), 'utf8').split('\n')[1] ?? '', 10);

test('L5: every acknowledged write survives repeated kills of the service or its process group', async () => {
  const folder = await newFolder();
  const written: string[] = [];
  let service = await start(folder);
  let client = await activate(service);
  for (const whole of ['process', 'group', 'process'] as const) {
    written.push(...(await write(client, String(written.length))));
    await service.end('SIGKILL', whole);
    service = await start(folder);
    client = await signIn(service);
    expect(await namesIn(client), `after its ${whole}`).toEqual(expect.arrayContaining(written));
  }
  await service.end('SIGTERM');
  expect(await service.said).toBe('');
});

test('L6: after everything is killed, the next start says so and has all but the last second', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  const written = await write(await activate(first), 'early');
  // Normally within a second; a loaded machine saves later.
  await expect
    .poll(() => missingOnDisk(folder, written), { timeout: savedMilliseconds })
    .toEqual([]);
  const storage = storageOf(folder);
  process.kill(storage, 'SIGKILL');
  await first.end('SIGKILL');

  const next = await start(folder);
  expect(await namesIn(await signIn(next))).toEqual(expect.arrayContaining(written));
  await next.end('SIGTERM');
  expect(await next.said).toMatch(/^The last run and its storage were killed.*\n$/);

  const third = await start(folder);
  await third.end('SIGTERM');
  expect(await third.said).toBe('');
});

test('L10: a damaged clock file loses only the offset', async () => {
  const folder = await newFolder();
  const path = join(folder, 'clock.json');
  const tenDaysMilliseconds = 864_000_000;
  await writeFile(path, JSON.stringify({ aheadMilliseconds: tenDaysMilliseconds }));
  const ahead = await start(folder);
  await activate(ahead);
  await ahead.end('SIGTERM');

  for (const content of ['', '{"ahea']) {
    await writeFile(path, content);
    const behind = await start(folder);
    expect((await (await signIn(behind)).me()).status).toBe('active');
    await behind.end('SIGTERM');
    expect(await behind.said).toContain(`${path} is damaged: the clock shows the real time again`);
  }
});

test.each(['[]', '{}', '{"aheadMilliseconds":-1}', '{"aheadMilliseconds":1e300}'])(
  'a clock file containing %j is reported, and the clock shows the real time',
  async (content) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'clock.json'), content);
    expect(await restoreClock(folder)).toContain('is damaged: the clock shows the real time again');
    expect(offset()).toBe(0);
  },
);

test('a damaged or lost master key is not replaced by another', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await first.end('SIGTERM');
  const path = join(folder, 'master-key');
  const key = readFileSync(path, 'utf8');
  for (const damaged of ['', key.slice(0, 20), 'no key']) {
    await writeFile(path, damaged);
    await expect(spawnService(folder)).rejects.toThrow(
      `The master key ${path} is damaged: restore it`,
    );
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  }
  await rm(path);
  await expect(spawnService(folder)).rejects.toThrow(
    `The master key ${path} is missing: restore it`,
  );
  await writeFile(path, key);
  await start(folder);
});
