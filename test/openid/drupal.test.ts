/**
 * Promise: Drupal's stock client works unmodified: the module openid_connect and its use at helfi,
 * imitated request by request (no PKCE, no nonce, `client_secret_post`, groups from userinfo, and no
 * provider without an end-session endpoint).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import { enter, type Registered, register } from '../support/systems.ts';

const site = 'https://manual.example.fi';
const redirectUri = `${site}/openid-connect/tunnistamo`;
const logoutUri = `${site}/`;

let service: Service;
let admin: Client;
let person: Client;
let userId: string;
let system: Registered;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const { organizationId } = await admin.me();
  ({ userId } = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor'));
  system = await register(admin, {
    ...{ authentication: 'client_secret_post', pkceRequired: false, groupsClaim: 'ad_groups' },
    ...{ redirectUris: [redirectUri], postLogoutRedirectUris: [logoutUri] },
  });
  person = service.client();
  await person.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
});
afterAll(() => service.stop());

/** Guzzle's defaults. */
const headers = { accept: 'application/json', 'user-agent': 'GuzzleHttp/7' };

async function get(url: string, more: Record<string, string> = {}) {
  const response = await service.send(url, { headers: { ...headers, ...more } });
  expect(response.status).toBe(200);
  return response.json();
}

/** AutoDiscover: the module keeps these four and refuses a provider that lacks one. */
async function discover() {
  const found = await get(`${publicUrl}/.well-known/openid-configuration`);
  for (const name of ['authorization', 'token', 'userinfo', 'end_session'])
    expect(found[`${name}_endpoint`], name).toMatch(/^https:/);
  return found;
}

/** OpenIDConnectClientBase::authorize() */
function authorizeUrl(endpoint: string, state: string): URL {
  const query = new URLSearchParams([
    ['client_id', system.systemId],
    ['response_type', 'code'],
    ['scope', 'openid email profile organization'],
    ['redirect_uri', redirectUri],
    ['state', state],
  ]);
  return new URL(`${endpoint}?${query}`);
}

/** OpenIDConnectClientBase::retrieveTokens() */
async function retrieveTokens(endpoint: string, code: string) {
  const form = new URLSearchParams([
    ['code', code],
    ['client_id', system.systemId],
    ['client_secret', system.secret],
    ['redirect_uri', redirectUri],
    ['grant_type', 'authorization_code'],
  ]);
  const response = await service.send(endpoint, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  expect(response.status).toBe(200);
  return response.json();
}

/** OpenIDConnectClientBase::decodeIdToken(), which verifies nothing. */
const decodeIdToken = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

test('signs a person in, maps the groups, and signs the person out', async () => {
  const endpoints = await discover();
  const url = authorizeUrl(endpoints.authorization_endpoint, 'drupal-state');
  const answer = (await enter(person, url)).searchParams;
  expect(answer.get('state')).toBe('drupal-state');
  const tokens = await retrieveTokens(endpoints.token_endpoint, answer.get('code') ?? '');
  expect(tokens).toMatchObject({ expires_in: expect.any(Number), token_type: 'Bearer' });
  expect(decodeIdToken(tokens.id_token).sub).toBe(userId);
  const authorization = `Bearer ${tokens.access_token}`;
  const user = await get(endpoints.userinfo_endpoint, { authorization });
  expect(user).toMatchObject({
    ...{ sub: userId, email: 'aino@espoo.fi', name: 'Aino Virtanen' },
    ad_groups: ['editor'],
  });
  expect(user).not.toHaveProperty('groups');
  // endSession(): the module sends the browser there.
  const query = { id_token_hint: tokens.id_token, post_logout_redirect_uri: logoutUri };
  const request = new URLSearchParams(query).toString();
  const left = await service.client().endSessionOnRequest({ body: { request } });
  expect(left).toMatchObject({ done: true, redirectTo: logoutUri });
});

test('a refused sign-in comes back with the error that the module shows', async () => {
  const params = { systemId: system.systemId };
  const { etag: ifMatch } = await admin.readSystem({ params });
  await admin.changeSystem({ params, body: { roles: ['admin'] }, ifMatch });
  await person.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
  const { authorization_endpoint: endpoint } = await discover();
  const answer = (await enter(person, authorizeUrl(endpoint, 's'))).searchParams;
  expect([answer.get('error'), answer.get('state')]).toEqual(['access_denied', 's']);
  expect(answer.get('error_description')).toBeTruthy();
});
