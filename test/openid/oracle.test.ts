/**
 * Promise: the service answers like a certified provider, oidc-provider: at least 200 requests go to
 * both, and status and error code agree, except where the table of differences says why not.
 */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';
import { startOracle } from '../support/oracle.ts';
import {
  authorizationUrl,
  callback,
  type Registered,
  register,
  signedOut,
} from '../support/systems.ts';
import { differences } from './oracle-differences.ts';
import {
  authorizations,
  type Change,
  countOfRequests,
  encoded,
  redemptions,
  signOuts,
  type UserinfoCase,
  userinfos,
} from './oracle-requests.ts';

let service: Service;
let person: Client;
let system: Registered;
let other: Registered;
let oracle: Awaited<ReturnType<typeof startOracle>>;

beforeAll(async () => {
  service = await startService();
  person = await service.signedInAdministrator();
  system = await register(person, { pkceRequired: false });
  other = await register(person, { pkceRequired: false, authentication: 'client_secret_post' });
  oracle = await startOracle({ client_secret_basic: system, client_secret_post: other });
  await oracle.browse(`/auth${authorizationUrl(system.systemId).search}`, true);
});
afterAll(async () => {
  oracle.stop();
  await service.stop();
});

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const goodRequest = () => ({
  ...{ client_id: system.systemId, redirect_uri: callback, response_type: 'code' },
  ...{ scope: 'openid', state: 's', nonce: 'n' },
  ...{ code_challenge: challenge, code_challenge_method: 'S256' },
});

/** What becomes of the browser: back at the system with an error or code, or at a page. */
const outcomeAt = (location: string): string =>
  location.startsWith(callback)
    ? (new URLSearchParams(location.replace(/^[^?#]*[?#]/, '')).get('error') ?? 'code')
    : 'sign-in page';

async function oursAuthorizes(request: string): Promise<string> {
  try {
    const { redirectTo, first } = await person.authorize({ body: { request } });
    return first ? 'sign-in page' : outcomeAt(redirectTo ?? '');
  } catch {
    return 'error page';
  }
}

async function theirsAuthorizes(request: string): Promise<string> {
  const response = await oracle.browse(`/auth?${request}`, false);
  const location = response.headers.get('location');
  return location === null ? 'error page' : outcomeAt(location);
}

/** Fails with every disagreement at once; a difference that no longer exists fails too. */
function compare(kind: string, answers: readonly [name: string, ours: string, theirs: string][]) {
  const found = answers.filter(([, ours, theirs]) => ours !== theirs);
  const known = differences.filter((each) => each.kind === kind);
  const unknown = found.filter(
    ([name, ours, theirs]) =>
      !known.some((each) => each.of.test(name) && each.ours === ours && each.theirs === theirs),
  );
  const unused = known.filter(
    (each) => !found.some(([name, ours]) => each.of.test(name) && each.ours === ours),
  );
  expect(unknown).toEqual([]);
  expect(unused).toEqual([]);
}

const nameOf = (change: Change): string => JSON.stringify(change, (_, value) => value ?? null);

test('authorization requests', async () => {
  const answers: [string, string, string][] = [];
  for (const change of authorizations) {
    const request = encoded(goodRequest(), change);
    answers.push([nameOf(change), await oursAuthorizes(request), await theirsAuthorizes(request)]);
  }
  compare('authorization', answers);
}, 180_000);

/** A provider's endpoints, and how a code comes about there. */
const ours = () => ({
  token: `${publicUrl}/api/openid/token`,
  userinfo: `${publicUrl}/api/openid/userinfo`,
  send: service.send as typeof fetch,
  async code() {
    const request = encoded(goodRequest(), {});
    const { redirectTo = '' } = await person.authorize({ body: { request } });
    return new URL(redirectTo).searchParams.get('code') ?? '';
  },
});
const theirs = () => ({
  ...{ token: `${oracle.url}/token`, userinfo: `${oracle.url}/me`, send: fetch },
  async code() {
    const response = await oracle.browse(`/auth?${encoded(goodRequest(), {})}`, true);
    const location = response.headers.get('location') ?? '';
    return new URL(location).searchParams.get('code') ?? '';
  },
});
type At = ReturnType<typeof ours>;

const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

function authentication(how: string): { header?: string; body?: Record<string, string> } {
  const { systemId: id, secret } = system;
  const inBody = { client_id: id, client_secret: secret };
  const ways: Record<string, { header?: string; body?: Record<string, string> }> = {
    none: {},
    wrong: { header: basic(id, 'wrong') },
    unknown: { header: basic('00000000-0000-4000-8000-000000000000', secret) },
    post: { body: inBody },
    both: { header: basic(id, secret), body: inBody },
    malformed: { header: 'Basic !' },
    bearer: { header: 'Bearer x' },
    empty: { header: basic(id, '') },
    other: { body: { client_id: other.systemId, client_secret: other.secret } },
    id: { body: { client_id: id } },
  };
  return ways[how] ?? { header: basic(id, secret) };
}

async function redeemAt(at: At, { auth, type, ...change }: Change): Promise<string> {
  const { header, body = {} } = authentication(String(auth ?? 'good'));
  const good = {
    ...{ grant_type: 'authorization_code', redirect_uri: callback, code_verifier: verifier },
    ...{ code: await at.code(), ...body },
  };
  const request = () =>
    at.send(at.token, {
      method: 'POST',
      headers: {
        'content-type': String(type ?? 'application/x-www-form-urlencoded'),
        ...(header !== undefined && { authorization: header }),
      },
      body: encoded(good, change['code'] === 'used' ? {} : change),
    });
  if (change['code'] === 'used') await request();
  const response = await request();
  const { error = 'tokens' } = await response.json();
  return `${response.status} ${error}`;
}

test('token requests', async () => {
  const answers: [string, string, string][] = [];
  for (const change of redemptions)
    answers.push([
      nameOf(change),
      await redeemAt(ours(), change),
      await redeemAt(theirs(), change),
    ]);
  compare('token', answers);
}, 180_000);

async function userinfoAt(at: At, how: UserinfoCase): Promise<string> {
  const redeemed = await at.send(at.token, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basic(system.systemId, system.secret),
    },
    body: encoded(
      {
        ...{ grant_type: 'authorization_code', redirect_uri: callback, code_verifier: verifier },
        code: await at.code(),
      },
      {},
    ),
  });
  const { access_token: token, id_token: id } = await redeemed.json();
  const headers: Partial<Record<UserinfoCase, string>> = {
    header: `Bearer ${token}`,
    'lower case': `bearer ${token}`,
    empty: 'Bearer ',
    garbage: 'Bearer x',
    truncated: `Bearer ${token.slice(0, -1)}`,
    'id token': `Bearer ${id}`,
    basic: basic('x', 'y'),
    'no scheme': token,
    'two words': `Bearer ${token} x`,
    'form and header': `Bearer ${token}`,
    'jwt of nobody': 'Bearer eyJhbGciOiJub25lIn0.e30.',
  };
  const form = how.includes('form');
  const given = how === 'empty form' ? '' : `access_token=${token}`;
  const header = headers[how];
  const response = await at.send(`${at.userinfo}${how === 'query' ? `?${given}` : ''}`, {
    method: form ? 'POST' : 'GET',
    headers: {
      ...(header !== undefined && { authorization: header }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: given }),
  });
  const { error = 'claims' } = await response.json();
  return `${response.status} ${error}`;
}

test('userinfo requests', async () => {
  const answers: [string, string, string][] = [];
  for (const how of userinfos)
    answers.push([how, await userinfoAt(ours(), how), await userinfoAt(theirs(), how)]);
  compare('userinfo', answers);
}, 120_000);

async function idTokenAt(at: At): Promise<string> {
  const body = encoded(
    {
      ...{ grant_type: 'authorization_code', redirect_uri: callback, code_verifier: verifier },
      code: await at.code(),
    },
    {},
  );
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: basic(system.systemId, system.secret),
  };
  return (await (await at.send(at.token, { method: 'POST', headers, body })).json()).id_token;
}

test('sign-out requests', async () => {
  const [ourHint, theirHint] = [await idTokenAt(ours()), await idTokenAt(theirs())];
  const answers: [string, string, string][] = [];
  for (const change of signOuts) {
    const good = { client_id: system.systemId, post_logout_redirect_uri: signedOut, state: 's' };
    const request = encoded({ id_token_hint: ourHint, ...good }, change);
    const answered = service.client().endSessionOnRequest({ body: { request } });
    const mine = await answered.then(
      () => 200,
      ({ status }) => status,
    );
    const asked = encoded({ id_token_hint: theirHint, ...good }, change);
    const { status } = await oracle.browse(`/session/end?${asked}`, false);
    answers.push([nameOf(change), String(mine), String(status)]);
  }
  compare('sign-out', answers);
}, 120_000);

test('at least 200 requests were compared', () => {
  process.stdout.write(`oracle: ${countOfRequests} requests, ${differences.length} differences\n`);
  expect(countOfRequests).toBeGreaterThanOrEqual(200);
  expect(differences.length).toBeLessThanOrEqual(20);
});
