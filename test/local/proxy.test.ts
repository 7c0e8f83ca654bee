/** Promise: requests to this machine bypass every proxy that the environment names. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { json, serveLoopback } from '../../src/local/loopback-server.ts';
import { withoutProxy } from '../../src/store/direct.ts';
import { goodPassword } from '../support/harness.ts';
import { spawnService } from '../support/spawn-service.ts';

const reached: string[] = [];
const recorder = createServer((socket) => {
  socket.on('data', (bytes) => {
    reached.push(String(bytes));
    socket.destroy();
  });
});
let recording: string;

beforeAll(async () => {
  recorder.listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  const address = recorder.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  recording = `http://127.0.0.1:${address.port}`;
});
afterAll(() => recorder.close());

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];

test.each([
  ['records', () => recording],
  ['refuses', () => 'http://127.0.0.1:9'],
])('starting and signing in work despite a proxy that %s', async (_, proxy) => {
  const env = Object.fromEntries(
    names.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, proxy()]),
  );
  const service = await spawnService(undefined, env);
  const client = createClient(service.url);
  const token = /#(\S+)/.exec(service.link ?? '')?.[1] ?? '';
  const body = { token, password: goodPassword, language: 'en', privacyNoticeRead: true } as const;
  await client.activate({ body });
  const { email } = await client.me();
  await createClient(service.url).signIn({ body: { email, password: goodPassword } });
  await service.end('SIGTERM');
  expect(reached).toEqual([]);
});

test.each(names.flatMap((name) => [name, name.toLowerCase()]))(
  'a start with %s without a scheme says what to write, without revealing the value',
  async (name) => {
    const started = spawnService(undefined, { [name]: '10.0.0.1:8080' });
    await expect(started).rejects.toThrow(`The environment variable ${name} is not an address: `);
    await expect(started).rejects.not.toThrow('10.0.0.1');
  },
);

test.each([{}, { NO_PROXY: 'example.fi' }, { no_proxy: 'example.fi' }, { NO_PROXY: '*' }])(
  "R12: Node's own requests to this machine bypass the proxy, with %j in addition",
  async (besides) => {
    let answered = 0;
    const { url, stop } = await serveLoopback(
      0,
      () => {
        answered++;
        return Promise.resolve(json(200, {}));
      },
      () => {},
    );
    const proxies = new URL('../../src/local/proxies.ts', import.meta.url).href;
    const program = `
      const { exemptThisMachine } = await import(${JSON.stringify(proxies)});
      exemptThisMachine(process.env);
      for (const host of ['127.0.0.1', 'localhost'])
        await fetch('${url}'.replace('127.0.0.1', host));`;
    const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: recording, ...besides };
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env,
    });
    await stop();
    expect([answered, reached]).toEqual([2, []]);
  },
);

/** A request for which a library has chosen a proxy. */
const chosen = (url: string) => ({ url, agent: new Agent() });

test.each([
  'http://127.0.0.1:1/x',
  'https://127.8.8.8/',
  'http://LOCALHOST:1/',
  'http://localhost./',
  'http://a.localhost/',
  'http://[::1]:1/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/metadata',
])('%s is reached without a proxy', (url) => {
  const request = chosen(url);
  withoutProxy(request);
  expect(request).toEqual({ url });
});

test.each([
  'https://store.table.core.windows.net/',
  'http://127.0.0.1.example.fi/',
  'http://localhost.example.fi/',
  'http://notlocalhost/',
  'http://10.0.0.1/',
  'http://[::2]/',
])('%s is reached through the chosen proxy', (url) => {
  const request = chosen(url);
  withoutProxy(request);
  expect(request.agent).toBeInstanceOf(Agent);
});
