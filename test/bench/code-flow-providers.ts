/** Three OpenID providers with the same system, and eight people with a live session at each. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { browser } from '../support/oracle.ts';
import { basic, callback, register } from '../support/systems.ts';
import { clientsAtOnce, startBusyHost } from './busy-host.ts';
import { addressOf, startPeer } from './peer-host.ts';

const redirection = z.object({ url: z.url() });

export type Provider = {
  /** @returns the answer to an authorization request of the person `n`, with the code */
  authorize(n: number, query: URLSearchParams): Promise<URL>;
  clientId: string;
  authorization: string;
  tokenUrl: string;
  userinfoUrl: string;
  stop(): Promise<unknown>;
};

const numbers = Array.from({ length: clientsAtOnce }, (_, n) => n);

export async function startOurs(): Promise<Provider & { connectionString: string }> {
  const host = await startBusyHost(clientsAtOnce, 10);
  const system = await register(host.besideAdmin);
  const people = await Promise.all(numbers.map((n) => host.signIn(n)));
  return {
    ...found(system, `${host.url}/api/openid`),
    async authorize(n, query) {
      const answer = await people[n]?.authorize({ body: { request: query.toString() } });
      return new URL(answer?.redirectTo ?? '');
    },
    connectionString: host.connectionString,
    stop: host.stop,
  };
}

export async function startBetterAuth(): Promise<Provider> {
  const host = await startPeer(0, undefined, callback);
  const cookies = await Promise.all(numbers.map((n) => host.signIn(n)));
  const base = `${host.url}/api/auth/oauth2`;
  return {
    ...found(await host.register(), base),
    async authorize(n, query) {
      // Whoever calls it by `fetch` gets the address as JSON, in place of a redirect.
      const init = { redirect: 'manual', headers: { cookie: cookies[n] ?? '' } } as const;
      const response = await fetch(`${base}/authorize?${query}`, init);
      return new URL(redirection.parse(await response.json()).url);
    },
    stop: host.stop,
  };
}

export async function startOidcProvider(): Promise<Provider> {
  const child = fork(join(import.meta.dirname, 'oidc-provider-process.ts'), {
    execArgv: [],
    env: { ...process.env, SYSTEM: JSON.stringify(itsSystem) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await addressOf(child);
  const browsers = numbers.map(() => browser(url));
  return {
    ...found(itsSystem, url),
    userinfoUrl: `${url}/me`,
    async authorize(n, query) {
      const response = await browsers[n]?.(`/auth?${query}`, true);
      return locationOf(response ?? Response.error());
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

const itsSystem = { systemId: 'manual', secret: 'a secret of the bench, long enough for anybody' };

const found = (system: { systemId: string; secret: string }, base: string) => ({
  clientId: system.systemId,
  authorization: basic(system),
  tokenUrl: `${base}/token`,
  userinfoUrl: `${base}/userinfo`,
});

const locationOf = (response: Response) => new URL(response.headers.get('location') ?? '');
