/** Promise: only safe systems can be registered, and a system's secret is shown once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadSystem } from '../../src/store/systems.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';
import { callback, type Given, names, register } from '../support/systems.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

test('a system is registered with safe defaults, and its secret is shown only then', async () => {
  const body = { name: names, redirectUris: [callback] };
  const { secret, ...shown } = await admin.registerSystem({ body });
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(shown).toMatchObject({
    ...{ authentication: 'client_secret_basic', pkceRequired: true, idTokenAlgorithm: 'RS256' },
    ...{ roles: ['admin', 'primary_user', 'editor', 'expert'], groupsClaim: 'groups' },
    secrets: [{ secretId: expect.any(String) }],
  });
  const again = await admin.readSystem({ params: { systemId: shown.systemId } });
  expect(again).toEqual(shown);
  const stored = await loadSystem(service.deps.store, shown.systemId);
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(service.logs.join()).not.toContain(secret);
});

test('a repeated registration returns the same system and secret; other data is refused', async () => {
  const idempotencyKey = randomUUID();
  const body = { name: names, redirectUris: [callback] };
  const first = await admin.registerSystem({ body, idempotencyKey });
  expect(await admin.registerSystem({ body, idempotencyKey })).toEqual(first);
  const other = { body: { ...body, pkceRequired: false }, idempotencyKey };
  await expect(admin.registerSystem(other)).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
});

describe('what cannot be registered', () => {
  const refused: [string, Given][] = [
    ['no address', { redirectUris: [] }],
    ['plain http', { redirectUris: ['http://manual.example.fi/'] }],
    ['a fragment', { redirectUris: [`${callback}#x`] }],
    ['an empty fragment', { redirectUris: [`${callback}#`] }],
    ['a user part', { redirectUris: ['https://user@manual.example.fi/'] }],
    ['a wildcard', { redirectUris: ['https://*.example.fi/'] }],
    ['a script', { redirectUris: ['javascript:alert(1)'] }],
    ['a path alone', { redirectUris: ['/callback'] }],
    ['no host', { redirectUris: ['https:///callback'] }],
    ['a space', { redirectUris: ['https://manual.example.fi/a b'] }],
    ['the same twice', { redirectUris: [callback, callback] }],
    ['loopback that only looks so', { redirectUris: ['http://localhost.evil.example/'] }],
    ['a private network', { backchannelLogoutUri: 'https://10.0.0.1/logout' }],
    ['the cloud’s own address', { backchannelLogoutUri: 'http://169.254.169.254/' }],
    ['IPv6 of a private network', { backchannelLogoutUri: 'https://[fd00::1]/' }],
    ['IPv4 inside IPv6', { backchannelLogoutUri: 'https://[::ffff:10.0.0.1]/' }],
    ['decimal IPv4', { backchannelLogoutUri: 'https://167772161/' }],
    ['no role', { roles: [] }],
    ['a claim of its own as groups', { groupsClaim: 'email' }],
    ['public without PKCE', { authentication: 'none', pkceRequired: false }],
    ['signed assertions without a key', { authentication: 'private_key_jwt' }],
    ['a name with an address', { name: { ...names, fi: 'evil.example' } }],
  ];
  test.each(refused)('%s (400 invalid_input)', async (_, given) => {
    await expect(register(admin, given)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('a private key', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' };
    const body = JSON.stringify({
      ...{ name: names, redirectUris: [callback], authentication: 'private_key_jwt' },
      keys: [jwk],
    });
    const response = await service.send(`${publicUrl}/api/systems`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        authorization: `Bearer ${admin.tokens.access}`,
      },
      body,
    });
    expect(response.status).toBe(400);
  });
});

test('addresses on this machine may use plain http', async () => {
  const redirectUris = ['http://localhost:8080/a?b=c', 'http://127.0.0.1:1/', 'http://[::1]/'];
  expect(await register(admin, { redirectUris })).toBeDefined();
});
