/** Promise: openid-client, a certified library, signs people in here unmodified, by every method. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';
import { callback, enter, type Given, register, signedOut } from '../support/systems.ts';

let service: Service;
let admin: Client;
let person: Client;
let userId: string;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const organization = { body: { name: 'Espoo', language: 'fi' } } as const;
  ({ organizationId } = await admin.createOrganization(organization));
  const joined = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
  ({ userId, client: person } = joined);
});
afterAll(() => service.stop());

type Authentication = (secret: string) => openid.ClientAuth;

/** Registers a system and discovers the service as it. */
async function connect(given: Given, authentication: Authentication) {
  const { systemId, secret } = await register(admin, given);
  const metadata = {
    ...(given.idTokenAlgorithm && { id_token_signed_response_alg: given.idTokenAlgorithm }),
    [openid.clockSkew]: Math.round((service.clock.now() - Date.now()) / 1_000),
  };
  const server = new URL(publicUrl);
  return openid.discovery(server, systemId, metadata, authentication(secret), {
    [openid.customFetch]: (url, init) => service.send(url, init as RequestInit),
  });
}

const wanted = { redirect_uri: callback, scope: 'openid profile email organization' };

async function signIn(config: openid.Configuration, more: Record<string, string> = {}) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
  const url = openid.buildAuthorizationUrl(config, {
    ...wanted,
    ...{ state: expectedState, nonce: expectedNonce, code_challenge_method: 'S256' },
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    ...more,
  });
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return openid.authorizationCodeGrant(config, await enter(person, url), checks);
}

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
const keys = [{ kty: 'EC' as const, crv: 'P-256' as const, x, y }];
const keyAuthentication = async () => {
  const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
};

describe.each([
  ['client_secret_basic', {}, openid.ClientSecretBasic],
  ['client_secret_post', {}, openid.ClientSecretPost],
  ['none', {}, () => openid.None()],
] as const)('with %s', (authentication, given, how) => {
  test.each(['RS256', 'ES256'] as const)('signs a person in with a %s ID token', async (alg) => {
    const config = await connect({ authentication, idTokenAlgorithm: alg, ...given }, how);
    const tokens = await signIn(config);
    expect(tokens.claims()).toMatchObject({
      ...{ iss: publicUrl, sub: userId, acr: 'password', amr: ['pwd'] },
      aud: config.clientMetadata().client_id,
    });
    expect(await openid.fetchUserInfo(config, tokens.access_token, userId)).toEqual({
      ...{ sub: userId, given_name: 'Aino', family_name: 'Virtanen', name: 'Aino Virtanen' },
      ...{ email: 'aino@espoo.fi', email_verified: true, locale: 'en' },
      updated_at: expect.any(Number),
      ...{ role: 'editor', org: organizationId, org_name: 'Espoo', groups: ['editor'] },
      memberships: [{ org: organizationId, org_name: 'Espoo', role: 'editor' }],
    });
  });
});

test('signs a person in with a signed assertion instead of a secret', async () => {
  const key = await keyAuthentication();
  const config = await connect({ authentication: 'private_key_jwt', keys }, () =>
    openid.PrivateKeyJwt(key),
  );
  expect((await signIn(config)).claims()?.sub).toBe(userId);
});

test('learns nothing beyond the scopes that it asks for', async () => {
  const config = await connect({}, openid.ClientSecretBasic);
  const tokens = await signIn(config, { scope: 'openid email' });
  expect(await openid.fetchUserInfo(config, tokens.access_token, userId)).toEqual({
    ...{ sub: userId, email: 'aino@espoo.fi', email_verified: true },
  });
});

test('revokes its access token', async () => {
  const config = await connect({}, () => openid.None());
  await expect(openid.tokenRevocation(config, 'x')).rejects.toThrow();
  const other = await connect({}, openid.ClientSecretBasic);
  const { access_token: token } = await signIn(other);
  await openid.tokenRevocation(other, token);
  await expect(openid.fetchUserInfo(other, token, userId)).rejects.toMatchObject({ status: 401 });
});

test('signs the person out and returns to the system', async () => {
  const config = await connect({}, openid.ClientSecretBasic);
  const { id_token: hint = '' } = await signIn(config);
  const state = randomUUID();
  const parameters = { id_token_hint: hint, post_logout_redirect_uri: signedOut, state };
  const url = openid.buildEndSessionUrl(config, parameters);
  expect(url.href.startsWith(`${publicUrl}/end-session?`)).toBe(true);
  const request = url.search.slice(1);
  const answer = await service.client().endSessionOnRequest({ body: { request } });
  expect(answer).toMatchObject({ done: true, redirectTo: `${signedOut}?state=${state}` });
  await expect(person.me()).rejects.toMatchObject({ code: 'not_signed_in' });
});
