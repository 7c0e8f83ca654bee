/** Compares signing people in for connected systems, by OpenID Connect, with two other providers. */
import { createHash, randomBytes } from 'node:crypto';
import { inParallel } from '../../src/store/in-parallel.ts';
import { callback } from '../support/systems.ts';
import { clientsAtOnce } from './busy-host.ts';
import {
  type Provider,
  startBetterAuth,
  startOidcProvider,
  startOurs,
} from './code-flow-providers.ts';
import { median } from './median.ts';
import { explained, type Item, type Measured, type Row, type Run } from './section.ts';

const size = { quick: { rounds: 1, count: 24 }, full: { rounds: 7, count: 400 } };
const name = `authorize, token, userinfo; ${clientsAtOnce} people at once`;

export const codeFlow: Item = {
  id: 'code-flow',
  title: 'Signing in to a connected system with a live session',
  measure,
};

async function measure(run: Run): Promise<Measured> {
  const all = await Promise.all([startOurs(), startBetterAuth(), startOidcProvider()]);
  try {
    const { rounds, count } = run.quick ? size.quick : size.full;
    const rates = all.map((): number[] => []);
    for (const provider of all) await rate(provider, clientsAtOnce);
    for (let round = 0; round < rounds; round++) {
      for (const [index, provider] of all.entries())
        rates[index]?.push(await rate(provider, count));
      run.progress(round + 1, rounds + 1);
    }
    const [own = 0, first = 0, second = 0] = rates.map(median);
    return {
      head: { ours: 'ours', other: 'the other' },
      rows: [
        row('Better Auth 1.7.25, its plugin oauth-provider 1.7.5 on SQLite', own, first),
        row('oidc-provider 9.13.3, its store in memory', own, second),
      ],
      plots: [],
      remarks: [
        'Each with PKCE, a secret in the header, and an ID token signed with RS256; nobody is asked for consent. Each provider has one process; clients and storage share the processors.',
        'Ours keeps codes and tokens in storage over a socket, where a crash or a second instance finds them, and reads session, account and role again at each step; 7 requests to storage. Better Auth writes to a file in its process. oidc-provider keeps everything in its memory and loses it at the end of the process.',
      ],
    };
  } finally {
    for (const provider of all) await provider.stop();
  }
}

/** @returns sign-ins a second */
async function rate(provider: Provider, count: number): Promise<number> {
  const numbers = Array.from({ length: clientsAtOnce }, (_, n) => n);
  const begun = performance.now();
  await inParallel(numbers, clientsAtOnce, async (n) => {
    for (let done = 0; done < count / clientsAtOnce; done++) await enter(provider, n);
  });
  return count / ((performance.now() - begun) / 1_000);
}

async function enter(provider: Provider, n: number): Promise<void> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    ...{ client_id: provider.clientId, redirect_uri: callback, response_type: 'code' },
    ...{ scope: 'openid profile email', state: verifier, nonce: verifier },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = (await provider.authorize(n, query)).searchParams.get('code') ?? '';
  const { authorization } = provider;
  const redemption = { grant_type: 'authorization_code', code, redirect_uri: callback };
  const body = new URLSearchParams({ ...redemption, code_verifier: verifier });
  const tokens = await read(provider.tokenUrl, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  const bearer = `Bearer ${tokens['access_token']}`;
  const { sub } = await read(provider.userinfoUrl, { headers: { authorization: bearer } });
  if (typeof sub !== 'string' || !tokens['id_token']) throw new Error('nobody was signed in');
}

async function read(url: string, init: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return response.json();
}

function row(other: string, own: number, its: number): Row {
  const perSecond = (value: number) => `${value.toFixed(0)} a second`;
  const rates = { ours: perSecond(own), other: perSecond(its), ratio: own / its, atLeast: 1 };
  const found = { name: `${name}, compared with ${other}`, ...rates };
  return explained(
    found,
    'each step of ours reads and writes storage over a socket, theirs does not.',
  );
}
