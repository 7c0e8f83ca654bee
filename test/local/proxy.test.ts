/** Promise: whatever proxy the environment names, nothing for this machine goes through it. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { goodPassword } from '../harness.ts';
import { spawnService } from './spawn-service.ts';

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
  ['records', () => recording, names],
  ['records, named in small letters', () => recording, names.map((name) => name.toLowerCase())],
  ['refuses', () => 'http://127.0.0.1:9', names],
  ['is no URL', () => '10.0.0.1:8080', names],
])('a start and a sign-in work beside a proxy that %s', async (_, proxy, variables) => {
  const env = Object.fromEntries(variables.map((name) => [name, proxy()]));
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
