/** Runs the peer in a separate process, installed on demand, with 10,000 people. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { goodPassword } from '../support/harness.ts';
import { clientsAtOnce } from './busy-host.ts';

const folder = join(import.meta.dirname, 'peer');
const used = z.object({ rss: z.number() });
const registered = z.object({ systemId: z.string(), secret: z.string() });
const headers = { 'content-type': 'application/json', origin: 'http://127.0.0.1' };
const owner = 'owner@example.fi';

/**
 * @param people rows beside the owner
 * @param cost bcrypt cost; the peer's own hashing by default
 * @param callback where its OAuth provider sends people; absent: it has none
 */
export async function startPeer(people: number, cost?: number, callback?: string) {
  if (!existsSync(join(folder, 'node_modules')))
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: folder, stdio: 'ignore' });
  const place = await mkdtemp(join(tmpdir(), 'peer-'));
  const file = join(place, 'peer.db');
  const start = (seeded: boolean) => {
    const seed = { people, clients: clientsAtOnce, password: goodPassword, seeded };
    const given = { file, cost, callback, ...seed };
    return fork(join(folder, 'server.mjs'), {
      execArgv: ['--no-warnings'],
      env: { ...process.env, PEER: JSON.stringify(given) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  };
  const child = start(false);
  const url = await addressOf(child);
  const post = (path: string, body: object, cookie = '') =>
    answered(`${url}/api/auth/${path}`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(body),
    });

  async function enter(email: string): Promise<string> {
    const response = await post('sign-in/email', { email, password: goodPassword });
    return response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  }

  return {
    url,
    /** @returns a system that its OAuth provider signs people in for */
    async register() {
      child.send({ register: await enter(owner) });
      const [system] = await once(child, 'message');
      return registered.parse(system);
    },
    /** @returns the cookie of a signed-in person */
    signIn: (n: number) => enter(`client${n % clientsAtOnce}@example.fi`),
    signInOwner: () => enter(owner),
    post,
    get: (path: string, cookie: string) =>
      answered(`${url}/api/auth/${path}`, { headers: { ...headers, cookie } }),
    async rss() {
      child.send('usage');
      const [answer] = await once(child, 'message');
      return used.parse(answer).rss;
    },
    /** @returns milliseconds from the start of another process to its first response */
    async startOnce() {
      const begun = performance.now();
      const other = start(true);
      await answered(`${await addressOf(other)}/api/auth/ok`, {});
      const took = performance.now() - begun;
      other.kill();
      await once(other, 'exit');
      return took;
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
      await rm(place, { recursive: true, force: true });
    },
  };
}

export async function addressOf(child: ChildProcess): Promise<string> {
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the peer did not start')));
  const [url] = await Promise.race([once(child, 'message'), died]);
  // The process is stopped deliberately later.
  died.catch(() => {});
  return String(url);
}

async function answered(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the peer answers ${response.status} to ${url}`);
  return response;
}
