/** Promise: outgoing requests reach no private network, follow no redirect and end in time. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../../src/openid/post.ts';
import { isPrivateAddress } from '../../src/policy/system-uri.ts';

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  if (request.url === '/hangs') return;
  if (request.url === '/drips') {
    response.writeHead(400);
    setInterval(() => response.write(' '), 50).unref();
    return;
  }
  if (request.url === '/switches') {
    response.writeHead(101, { connection: 'upgrade', upgrade: 'websocket' }).flushHeaders();
    return;
  }
  response.writeHead(307, { location: '/elsewhere' }).end();
});
let home: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close().closeAllConnections());

const send = (uri: string, seconds = 2, local = true) =>
  post({ uri, headers: {}, body: '', local, seconds });

test.each([
  'https://10.0.0.1/',
  'https://169.254.169.254/metadata',
  'https://0x0a000001/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[::ffff:192.168.1.1]/',
  'https://[64:ff9b::a00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:a00:1::]/',
  'https://[2001::a00:1]/',
  'https://[::ffff:0:a00:1]/',
  'https://[fec0::1]/',
  // Azure's own services, at a public address.
  'https://168.63.129.16/',
])('%s is not called', async (uri) => {
  expect(await send(uri)).toEqual({ fault: 'private_address' });
});

test.each(['1.1.1.1', '20.105.232.1', '192.0.3.1', '2606:4700::1111', '2001:4860::8888'])(
  '%s is public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

/** In a process of its own, in which every name resolves to these addresses. */
function resolvedTo(...addresses: string[]): unknown {
  const answers = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const script = `
    import dns from 'node:dns';
    import { syncBuiltinESMExports } from 'node:module';
    dns.lookup = (name, options, done) => done(null, ${JSON.stringify(answers)});
    syncBuiltinESMExports();
    const { post } = await import(${JSON.stringify(new URL('../../src/openid/post.ts', import.meta.url))});
    const uri = 'https://manual.example.fi/';
    console.log(JSON.stringify(await post({ uri, headers: {}, body: '', local: true, seconds: 1 })));`;
  const given = ['--input-type=module', '--no-warnings', '-e', script];
  return JSON.parse(execFileSync(process.execPath, given, { encoding: 'utf8' }));
}

test.each([
  ['169.254.169.254'],
  ['10.0.0.1'],
  ['127.0.0.1'],
  ['::1'],
  ['fe80::1'],
  ['1.1.1.1', '10.0.0.1'],
])('a name that resolves to %s is not called', (...addresses) => {
  expect(resolvedTo(...addresses)).toEqual({ fault: 'private_address' });
});

test.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]'])(
  'in Azure, %s is a private address too',
  async (own) => {
    const { port } = new URL(home);
    expect(await send(`${own}:${port}/`, 2, false)).toEqual({ fault: 'private_address' });
    expect(asked).toEqual([]);
  },
);

test('a redirect is a response like others', async () => {
  expect(await send(`${home}/`)).toEqual({ status: 307, body: '' });
  expect(asked).toEqual(['/']);
});

test('a switch to another protocol is a response like others', async () => {
  expect(await send(`${home}/switches`)).toEqual({ status: 101, body: '' });
});

test.each(['/hangs', '/drips'])('%s ends after the timeout', async (path) => {
  const began = performance.now();
  expect(await send(home + path, 0.3)).toEqual({ fault: 'timeout' });
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('an address that refuses connections, and a name that does not exist, are faults', async () => {
  expect(await send('http://127.0.0.1:1/')).toEqual({ fault: 'ECONNREFUSED' });
  expect(await send('https://no-such-host.invalid/')).toMatchObject({
    fault: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
  });
});
