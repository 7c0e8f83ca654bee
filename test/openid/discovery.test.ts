/** Promise: discovery names exactly what works here, at both addresses, and every endpoint exists. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopes } from '../../src/policy/openid.ts';
import { publicUrl, routeOf, type Service, startService } from '../support/harness.ts';
import { register } from '../support/systems.ts';

let service: Service;
let found: Record<string, unknown>;

beforeAll(async () => {
  service = await startService();
  found = await service.client().openidConfiguration();
});
afterAll(() => service.stop());

test('both addresses return the same, and the issuer is their beginning', async () => {
  expect(await service.client().oauthConfiguration()).toEqual(found);
  expect(found['issuer']).toBe(publicUrl);
  const { headers } = await service.send(`${publicUrl}/.well-known/openid-configuration`);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test('what the standards require is there, and what is not supported says so', () => {
  expect(found).toMatchObject({
    ...{ response_types_supported: ['code'], response_modes_supported: ['query'] },
    ...{ grant_types_supported: ['authorization_code'], subject_types_supported: ['public'] },
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
    ...{ code_challenge_methods_supported: ['S256'], scopes_supported: scopes },
    ...{ claims_parameter_supported: false, request_parameter_supported: false },
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
    ...{ backchannel_logout_supported: true, backchannel_logout_session_supported: true },
  });
});

test('every endpoint is one of ours: an API route, or a page', async () => {
  const pages = [`${publicUrl}/authorize`, `${publicUrl}/end-session`];
  const urls = Object.entries(found).filter(([name]) => /_(endpoint|uri)$/.test(name));
  expect(urls).toHaveLength(6);
  for (const [name, url] of urls) {
    const routes = ['GET', 'POST'].map((method) => routeOf(new Request(`${url}`, { method })).name);
    expect(pages.includes(`${url}`) || routes.some((route) => route !== undefined), name).toBe(
      true,
    );
  }
});

test('an RS256 key is published once a system needs it, beside the ES256 keys', async () => {
  const algorithms = async () => (await service.client().jwks()).keys.map(({ alg }) => alg);
  expect(await algorithms()).toEqual(['ES256']);
  const admin = await service.signedInAdministrator();
  await register(admin);
  expect(await algorithms()).toEqual(['ES256', 'RS256']);
  const { keys } = await service.client().jwks();
  expect(keys[1]).toMatchObject({ kty: 'RSA', use: 'sig', kid: 'rsa.000001' });
  for (const key of keys) expect(key).not.toHaveProperty('d');
});

test('RS256 keys rotate as ES256 keys do: published a day ahead, then used, then dropped', async () => {
  const names = async () => (await service.client().jwks()).keys.map(({ kid }) => kid);
  service.clock.advance({ days: 89, hours: 1 });
  await service.runTimer('keys');
  expect(await names()).toEqual(['signing.000002', 'signing.000001', 'rsa.000002', 'rsa.000001']);
  service.clock.advance({ days: 2 });
  await service.runTimer('keys');
  expect(await names()).toEqual(['signing.000002', 'rsa.000002']);
});
