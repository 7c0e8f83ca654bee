/** Promise: HTTP functions receive and return the same through the local host as through Azure's. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, startHost } from '../../src/local/host.ts';
import type { HostLogEntry } from '../../src/local/host-log.ts';
import { StartError } from '../../src/local/start-error.ts';
import { connectionString } from '../../src/local/storage-accounts.ts';
import { sendRaw } from '../support/raw-request.ts';
import { buildApp, buildFixture } from './fixture/build.ts';

/** HTTP needs no storage, so the queue function may fail to reach it. */
const nowhere = 'http://127.0.0.1:9';
const storageConnectionString = connectionString(
  { blob: nowhere, queue: nowhere, table: nowhere },
  't0',
);

let bundlePath: string;
let host: Host;
const logged: HostLogEntry[] = [];

const start = (path: string, env = {}) =>
  startHost({ bundlePath: path, env, storageConnectionString, log: (entry) => logged.push(entry) });

beforeAll(async () => {
  bundlePath = await buildFixture();
  host = await start(bundlePath, { NAME: 'one' });
});
afterAll(() => host.stop());

const get = (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init);

describe('requests', () => {
  test.each([
    ['things/first', { name: 'aLiteral', params: {}, query: '' }],
    ['things/12', { name: 'number', params: { id: '12' }, query: '' }],
    ['things/ab%20c?a=1&a=2&b=x', { name: 'word', params: { id: 'ab c' }, query: 'a=1%2C2&b=x' }],
    ['maybe', { name: 'optional', params: {}, query: '' }],
    ['files/a/b', { name: 'rest', params: { path: 'a/b' }, query: '' }],
    ['Default', { name: 'Default', params: {}, query: '' }],
  ])('%s reaches its function', async (path, expected) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(expected);
  });

  test('a binary body of 5 MB arrives and returns unchanged', async () => {
    const body = new Uint8Array(5_000_000).map((_, index) => index % 256);
    const response = await get('echo', { method: 'PUT', body, headers: { 'content-type': 'x/y' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-type')).toBe('x/y');
    expect(response.headers.get('x-url')).toBe(`${host.url}/api/echo`);
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  test('an unknown path or method is a bare 404, the home page 204', async () => {
    for (const answer of [await get('unknown'), await get('echo', { method: 'DELETE' })]) {
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe('');
    }
    expect((await fetch(host.url)).status).toBe(204);
  });

  test('a chunked body arrives empty, with its header', async () => {
    const lines = ['PUT /api/echo HTTP/1.1', 'Transfer-Encoding: chunked', 'Content-Type: x/y'];
    const answer = await sendRaw(host.url, lines, '3\r\nabc\r\n0\r\n\r\n');
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-length')).toBe('0');
    expect(answer.headers.get('x-encoding')).toBe('chunked');
  });

  test('malformed HTTP gets 400 and harms no other request', async () => {
    expect((await sendRaw(host.url, ['GET http:// HTTP/1.1'])).status).toBe(400);
    expect((await get('maybe')).status).toBe(200);
  });
});

describe('responses', () => {
  test('several cookies, each with its attributes', async () => {
    expect((await get('cookies')).headers.getSetCookie()).toEqual([
      'a=1%202; max-age=60; path=/; httponly; samesite=Strict',
      'b=2; expires=Thu, 01 Jan 1970 00:00:01 GMT; secure',
    ]);
  });

  test('a streamed body arrives complete', async () => {
    const bytes = new Uint8Array(await (await get('stream')).arrayBuffer());
    expect([...bytes]).toEqual([0, 127, 128, 255]);
  });

  test('HEAD has the headers and no body', async () => {
    const response = await get('things/word', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
  });

  test('a function that returns nothing gives 204', async () => {
    expect((await get('nothing')).status).toBe(204);
  });

  test('a function that throws gives a bare 500 and is logged', async () => {
    const response = await get('fails');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
    expect(logged.at(-1)).toMatchObject({ level: 'error', functionName: 'fails' });
    expect(logged.at(-1)?.message).toMatch(/^Error: broken on purpose\n/);
  });
});

describe('hosts', () => {
  test('two in one process share neither state nor settings', async () => {
    const other = await start(bundlePath, { NAME: 'two' });
    await get('count');
    const mine = await (await get('count')).json();
    const theirs = await (await fetch(`${other.url}/api/count`)).json();
    expect(mine).toMatchObject({ counted: 2, name: 'one' });
    expect(theirs).toMatchObject({ counted: 1, name: 'two' });
    expect(process.env['NAME']).not.toBe('one');
    await other.stop();
  });

  test('stopping lets a running request finish', async () => {
    const other = await start(bundlePath);
    const slow = fetch(`${other.url}/api/slow`).then((response) => response.text());
    await expect.poll(() => logged.map(({ message }) => message)).toContain('slow has begun');
    const before = performance.now();
    await other.stop();
    expect(await slow).toBe('done');
    expect(performance.now() - before).toBeLessThan(2_000);
    await expect(fetch(`${other.url}/api/slow`)).rejects.toThrow();
  });

  test("the bundle's console and log output is in the log", async () => {
    const path = await buildApp(
      `app.http('talks', { handler: async (_, context) => { context.warn('by context'); console.log('by console'); return {}; } });`,
    );
    const other = await start(path);
    await fetch(`${other.url}/api/talks`);
    expect(logged).toContainEqual({
      level: 'warning',
      source: 'function',
      category: 'Function.talks.User',
      functionName: 'talks',
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: 'by context',
    });
    expect(logged).toContainEqual({
      level: 'information',
      source: 'console',
      category: 'Host.Function.Console',
      message: 'by console',
    });
    await other.stop();
  });
});

describe('a start is refused in one line', () => {
  const handler = 'handler: async () => ({})';
  test.each([
    [
      'a reserved route',
      `app.http('a', { route: 'administrators', ${handler} });`,
      /admin or runtime/,
    ],
    [
      'a name used twice',
      `app.http('a', { ${handler} }); app.http('A', { ${handler} });`,
      /registered twice/,
    ],
    [
      'a name that Azure refuses',
      `app.http('a b', { ${handler} });`,
      /a name starts with a letter/,
    ],
    [
      'a schedule with five fields',
      `app.timer('a', { schedule: '0 * * * *', ${handler} });`,
      /six fields/,
    ],
    [
      'an unsupported trigger',
      `app.storageBlob('a', { path: 'x', connection: 'y', ${handler} });`,
      /can't run here/,
    ],
    [
      'a missing setting',
      `app.timer('a', { schedule: '%WHEN%', ${handler} });`,
      /setting WHEN is missing/,
    ],
    ['no function', 'void app;', /registers no function/],
  ])('%s', async (_, code, expected) => {
    const refused = start(await buildApp(code));
    await expect(refused).rejects.toThrow(expected);
    await expect(refused).rejects.toBeInstanceOf(StartError);
  });

  test('a taken port or a missing bundle', async () => {
    const port = Number(new URL(host.url).port);
    await expect(
      startHost({ bundlePath, env: {}, port, storageConnectionString, log: () => {} }),
    ).rejects.toThrow(`Port ${port} is taken: choose another with --port.`);
    await expect(start('/nowhere/main.cjs')).rejects.toThrow(/There is no bundle at/);
  });

  test("the bundle's own error is passed on unchanged", async () => {
    const path = await buildApp(
      `app.http('a', { ${handler} }); throw new RangeError('wrong setting');`,
    );
    await expect(start(path)).rejects.toThrow('wrong setting');
  });
});
