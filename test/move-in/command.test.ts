/**
 * Promise: the command checks, moves in, reports and invites with the settings of the environment,
 * says what is wrong, ends with a code that scripts can trust, and names nobody.
 */
import { Buffer } from 'node:buffer';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { dayMs } from '../../src/policy/time.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { type Service, startService } from '../support/harness.ts';
import { type Mover, movers } from '../support/many-movers.ts';
import { oldHashes } from '../support/old-hashes.ts';

let service: Service;
const folder = mkdtempSync(join(tmpdir(), 'move-in-'));
const count = 60;
const people = [...movers(count, ['Espoo'])];
const coming = people.filter(({ state }) => state === 'active' || state === 'never').length;

/** @returns the path of the file */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  await admin.createOrganization({ body: { name: 'Espoo', language: 'fi' } });
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await service.stop();
});

const settings = () => ({
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  AzureWebJobsStorage: service.connectionString,
  ...bareEnvironment(),
});

const script = 'src/build/move-in.ts';

function command(args: readonly string[], env: Record<string, string> = settings()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env,
  });
  // The files here name everybody Aino and have addresses of one domain.
  for (const text of [stdout, stderr]) expect(text).not.toMatch(/Aino|@|hash\$/);
  return { status, stdout, stderr };
}

const mapping = () =>
  file(
    'mapping.json',
    `\uFEFF${JSON.stringify({ roles: [{ from: 'site_editor', to: 'editor' }] })}`,
  );
const asking = (verb: string, path: string) => [verb, path, '--mapping', mapping()];

/** The command knows no clock but the machine's. */
const lastWeek = new Date(Date.now() - 7 * dayMs).toISOString();
const longAgo = new Date(Date.now() - 3_000 * dayMs).toISOString();

const lineOf = ({ number, email, password, organization, state }: Mover) =>
  JSON.stringify({
    ...{ externalId: number, email: state === 'invalid' ? 'none' : email, organization },
    ...{ firstName: 'Aino', lastName: 'Virtanen', role: 'site_editor' },
    status: state === 'blocked' ? 'blocked' : 'active',
    lastSignInAt: state === 'never' ? null : state === 'lapsed' ? longAgo : lastWeek,
    passwordHash: oldHashes.P(password),
  });

const exported = () => file('people.jsonl', people.map(lineOf).join('\n'));

test('a check changes nothing, a run that is killed is repeated, and the report counts nobody twice', async () => {
  const path = exported();
  const checked = command(asking('--check', path));
  expect(checked.status).toBe(0);
  expect(checked.stdout).toContain(`${count} people in the file`);
  expect(checked.stdout).toContain(`0 of them are here, difference ${coming}`);
  expect(checked.stdout).toMatch(/^line 1: blocked$/m);

  const child = spawn(process.execPath, [script, ...asking('--run', path)], {
    env: settings(),
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while ((await movedIn()) < 5 && child.exitCode === null) await wait(20);
  child.kill('SIGKILL');
  await ended;
  const before = await movedIn();
  expect(before).toBeLessThan(coming);

  const again = command(asking('--run', path));
  expect(again).toMatchObject({ status: 0, stderr: '' });
  expect(again.stdout).toContain(`${coming} of them are here, difference 0`);
  const report = command(asking('--report', path));
  expect(report.status).toBe(0);
  expect(report.stdout).toContain(`${coming} of them are here, difference 0`);
  expect(await movedIn()).toBe(coming);
}, 300_000);

/** @returns how many people have an event of moving in */
async function movedIn(): Promise<number> {
  let moved = 0;
  const accounts = await service.deps.store.table('accounts');
  const filter = "kind eq 'moved_in'";
  for await (const _ of accounts.listEntities({ queryOptions: { filter } })) moved++;
  return moved;
}

test('those who never signed in are invited once', () => {
  const never = people.filter(({ state }) => state === 'never').length;
  const invite = () => command(asking('--invite', exported()));
  expect(invite()).toMatchObject({ status: 0, stdout: `People invited now: ${never}\n` });
  expect(invite()).toMatchObject({ status: 0, stdout: 'People invited now: 0\n' });
}, 120_000);

test('a report of more people than have moved in differs, and fails', () => {
  const path = exported();
  const more = command([...asking('--report', path), '--with', 'blocked,lapsed']);
  const others = people.filter(({ state }) => state === 'blocked' || state === 'lapsed').length;
  expect(more.status).toBe(1);
  expect(more.stdout).toContain(`${coming} of them are here, difference ${others}`);
}, 120_000);

test.each([
  ['no file', () => [], 'Give one of'],
  ['a missing file', () => ['--check', join(folder, 'missing')], 'no such file'],
  ['a file in another encoding', () => ['--check', latin()], 'UTF-8'],
  ['a mapping that is no JSON', () => mapped('{"homes": [{"person": "aino@espoo.fi'), 'not JSON'],
  [
    'a mapping with an unknown role',
    () => mapped('{"roles": [{"from": "x", "to": "y"}]}'),
    'roles',
  ],
])(
  '%s: ends with 1 and says why',
  (_, args, why) => {
    const { status, stdout, stderr } = command(args());
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(why);
  },
  120_000,
);

const mapped = (text: string) => ['--check', exported(), '--mapping', file('bad.json', text)];

/** As a spreadsheet of Windows saves it. */
function latin(): string {
  const path = join(folder, 'latin.csv');
  writeFileSync(path, Buffer.from('email;firstName;lastName\r\na@b.fi;Pä\u00e4;Ö', 'latin1'));
  return path;
}

test('without its settings the command ends with 2 and names them', () => {
  const path = exported();
  const none = command(asking('--check', path), { PATH: process.env['PATH'] ?? '' });
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('MASTER_KEY') });
  const noStorage = { ...settings(), AzureWebJobsStorage: '' };
  const without = command(asking('--check', path), noStorage);
  expect(without).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('AzureWebJobsStorage'),
  });
}, 120_000);

test('another master key opens nothing and changes nothing', () => {
  const env = { ...settings(), MASTER_KEY: Buffer.alloc(32, 8).toString('base64') };
  const { status, stdout } = command(asking('--run', exported()), env);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
}, 120_000);

test('a file that is larger than the limit is refused before it is read', () => {
  const path = file('large', '');
  truncateSync(path, limit.moveInFileBytesMax + 1);
  expect(command(['--check', path])).toMatchObject({ status: 1, stdout: '' });
}, 120_000);
