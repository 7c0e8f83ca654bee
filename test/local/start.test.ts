/** Promise: one command starts everything or gives the reason in one line, and resumes its data. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setOffset } from '../../src/local/clock.ts';
import { type LocalService, startLocalService } from '../../src/local/local-service.ts';
import { parseStartOptions } from '../../src/local/start-options.ts';
import { startSummary } from '../../src/local/start-summary.ts';
import { claimPort } from '../support/claim-port.ts';
import { buildApp } from './fixture/build.ts';

/** Invites the first administrator with an e-mail link, as the service does. */
const inviting = `
  import { EmailClient } from '@azure/communication-email';
  app.timer('firstAdministrator', { schedule: '0 0 * * * *', handler: async () => {
    const { MAIL_CONNECTION, MAIL_SENDER, FIRST_ADMIN_EMAIL, PUBLIC_URL } = process.env;
    const client = new EmailClient(MAIL_CONNECTION, { allowInsecureConnection: true });
    await client.beginSend({
      senderAddress: MAIL_SENDER,
      content: { subject: 'Welcome', plainText: 'Open ' + PUBLIC_URL + '/activate#secret to begin.' },
      recipients: { to: [{ address: FIRST_ADMIN_EMAIL }] },
    });
  } });
  app.http('key', { handler: async () => ({ jsonBody: process.env.MASTER_KEY }) });`;

let bundlePath: string;
let service: LocalService | undefined;
beforeAll(async () => {
  bundlePath = await buildApp(inviting);
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
  await setOffset(0);
});

async function start(folder: string | undefined, port?: number, timeMachine = true) {
  return startLocalService({
    bundlePath,
    port: port ?? (await claimPort()),
    folder,
    timeMachine,
    log: () => {},
  });
}

const move = (body: unknown) =>
  fetch(`${service?.url}/local/clock`, { method: 'POST', body: JSON.stringify(body) });

test('offers the activation link first, and sign-in once an administrator is active', async () => {
  service = await start(undefined);
  const link = `${service.portalUrl}/activate#secret`;
  expect(await service.wayIn()).toEqual({ kind: 'activate', link });
  const accounts = TableClient.fromConnectionString(
    service.storage.connectionString(),
    'accounts',
    {
      allowInsecureConnection: true,
    },
  );
  const row = { partitionKey: 'u1', rowKey: 'account', role: 'admin' };
  await accounts.createEntity(row);
  expect((await service.wayIn()).kind).toBe('activate');
  await accounts.updateEntity({ ...row, activatedAt: '2026-01-01T00:00:00Z' });
  expect(await service.wayIn()).toEqual({ kind: 'sign_in' });
  await accounts.updateEntity({ ...row, deactivatedAt: '2026-01-02T00:00:00Z' });
  expect((await service.wayIn()).kind).toBe('activate');
});

test('X01: browsers are sent to localhost, where passkeys work, and 127.0.0.1 answers too', async () => {
  service = await start(undefined);
  const { port } = new URL(service.url);
  expect(service.portalUrl).toBe(`http://localhost:${port}`);
  const summary = await startSummary(service, parseStartOptions(['--memory']));
  expect(summary).toContain(`  Portal   http://localhost:${port}\n`);
  expect(summary).toContain(`  http://localhost:${port}/activate#secret\n`);
  for (const name of ['localhost', '127.0.0.1'])
    expect((await fetch(`http://${name}:${port}/api/key`)).status).toBe(200);
});

test('L9: a folder that has lost its storage, or its tables, never starts a new service', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  service = await start(folder);
  await service.stop();
  const storage = join(folder, 'storage');
  for (const lost of [join(storage, '__azurite_db_table__.json'), storage]) {
    await rm(lost, { recursive: true });
    const left = await readdir(folder, { recursive: true });
    await expect(start(folder)).rejects.toThrow(/has lost its storage .* restore it from a copy/);
    expect(await readdir(folder, { recursive: true })).toEqual(left);
  }
});

test('resumes with its e-mails, keys and clock', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  service = await start(folder);
  await service.wayIn();
  const key = await (await fetch(`${service.url}/api/key`)).json();
  const hostKey = service.host.masterKey;
  expect((await move({ advance: 'P6M' })).status).toBe(200);
  const mails = service.mailbox.messages();
  const later = Date.now();
  await service.stop();
  await setOffset(0);

  service = await start(folder);
  expect(service.mailbox.messages()).toEqual(mails);
  expect(await (await fetch(`${service.url}/api/key`)).json()).toBe(key);
  expect(service.host.masterKey).toBe(hostKey);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(Date.now()).toBeGreaterThanOrEqual(later);
});

describe('the time machine', () => {
  test('moves by calendar months and runs what is due', async () => {
    service = await start(undefined);
    const before = new Date();
    const answered = await (await move({ advance: 'P6M' })).json();
    expect(answered.ran).toEqual(['firstAdministrator']);
    const then = new Date(answered.now);
    const months = (then.getUTCFullYear() - before.getUTCFullYear()) * 12;
    expect(months + then.getUTCMonth() - before.getUTCMonth()).toBe(6);
    expect(service.mailbox.messages()).toHaveLength(1);
    const reading = await (await fetch(`${service.url}/local/clock`)).json();
    expect(reading.ahead).toMatch(/^P18[1-4]D$/);
  });

  test('refuses anything but a forward duration, and does not move', async () => {
    service = await start(undefined);
    for (const order of [
      { advance: '-P1D' },
      { advance: 'P11Y' },
      { advance: 'soon' },
      {},
      'P1D',
    ]) {
      const refused = await move(order);
      expect(refused.status).toBe(400);
      expect((await refused.json()).error).toContain('such as {"advance":"P30D"}');
    }
    const reading = await (await fetch(`${service.url}/local/clock`)).json();
    expect(reading).toMatchObject({ ahead: 'PT0S' });
  });

  test('does not exist by default', async () => {
    service = await start(undefined, undefined, false);
    expect((await move({ advance: 'P30D' })).status).toBe(404);
  });
});

describe('a start is refused in one line', () => {
  test('on a taken port of the service or the mailbox', async () => {
    service = await start(undefined);
    const port = Number(new URL(service.url).port);
    await expect(start(undefined, port - 1)).rejects.toThrow(`Port ${port} is taken`);
    await expect(start(undefined, port)).rejects.toThrow(`Port ${port + 1} is taken`);
  });

  test('on data in use', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'data-'));
    service = await start(folder);
    await expect(start(folder)).rejects.toThrow(/is in use by process/);
  });

  test.each([
    [['--prot', '1'], "Unknown option '--prot'. See npm start -- --help."],
    [['now'], "Unexpected argument 'now'. See npm start -- --help."],
    [['--port', '0'], '--port 0: give a whole number from 1 to 65533.'],
    [['--port', 'x'], '--port x: give a whole number from 1 to 65533.'],
    [
      ['--memory', '--data', 'x'],
      '--memory stores nothing and --data stores everything: give only one.',
    ],
  ])('with the flags %j', (args, expected) => {
    expect(() => parseStartOptions(args)).toThrow(expected);
  });

  test('the command itself exits with 1 and only that line', async () => {
    const script = new URL('../../src/local/start.ts', import.meta.url).pathname;
    const ended = await new Promise<[unknown, string, string]>((done) => {
      execFile(process.execPath, [script, '--prot'], (error, out, err) =>
        done([error?.code, out, err]),
      );
    });
    expect(ended).toEqual([1, '', "Unknown option '--prot'. See npm start -- --help.\n"]);
  });
});

test('the flags set port, folder and demo', () => {
  const plain = { port: 7071, folder: '.data/service', demo: false, help: false };
  expect(parseStartOptions([])).toEqual(plain);
  expect(parseStartOptions(['--demo'])).toEqual({ ...plain, folder: '.data/demo', demo: true });
  expect(parseStartOptions(['--memory', '--port', '8000'])).toEqual({
    ...plain,
    port: 8000,
    folder: undefined,
  });
  expect(parseStartOptions(['--data', 'x']).folder).toBe('x');
});
