/**
 * Promise: administrators connect systems safely: exact addresses, secrets shown once and replaced
 * without an interruption, and each change an event that takes effect at once.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { loadSystem } from '../../src/store/systems.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';
import {
  authorizationUrl,
  callback,
  enter,
  type Given,
  names,
  type Registered,
  readUserinfo,
  redeem,
  register,
} from '../support/systems.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

const read = ({ systemId }: Registered) => admin.readSystem({ params: { systemId } });
const on = async (system: Registered) => ({
  params: { systemId: system.systemId },
  ifMatch: (await read(system)).etag,
});
const codeFor = async ({ systemId }: Registered) =>
  (await enter(admin, authorizationUrl(systemId))).searchParams.get('code');

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

test('a new secret works beside the old one until that is removed', async () => {
  const system = await register(admin, { pkceRequired: false });
  const added = await admin.addSystemSecret({ ...(await on(system)), body: {} });
  expect(added.secret).not.toBe(system.secret);
  for (const secret of [system.secret, added.secret])
    expect((await redeem(service, { ...system, secret }, await codeFor(system))).status).toBe(200);
  await expect(admin.addSystemSecret({ ...(await on(system)), body: {} })).rejects.toMatchObject({
    code: 'too_many_secrets',
  });
  const [old] = added.secrets;
  const { params, ifMatch } = await on(system);
  await admin.removeSystemSecret({
    params: { ...params, secretId: old?.secretId ?? '' },
    ifMatch,
  });
  expect((await redeem(service, system, await codeFor(system))).status).toBe(401);
  const renewed = { ...system, secret: added.secret };
  expect((await redeem(service, renewed, await codeFor(system))).status).toBe(200);
  expect(added.secrets).toHaveLength(limit.systemSecretsMax);
});

test('a system that changes to keys or PKCE has no secret any more', async () => {
  const system = await register(admin);
  const body = { authentication: 'none' } as const;
  expect((await admin.changeSystem({ ...(await on(system)), body })).secrets).toEqual([]);
  await expect(admin.addSystemSecret({ ...(await on(system)), body: {} })).rejects.toMatchObject({
    code: 'no_secret_used',
  });
});

test('a change takes effect at the next request, and an outdated one is refused', async () => {
  const system = await register(admin, { pkceRequired: false });
  const redirectUris = ['https://manual.example.fi/new'];
  const outdated = await on(system);
  await admin.changeSystem({ ...outdated, body: { redirectUris } });
  await expect(codeFor(system)).rejects.toMatchObject({ code: 'redirect_uri_unknown' });
  await expect(admin.changeSystem({ ...outdated, body: { redirectUris } })).rejects.toMatchObject({
    code: 'changed_meanwhile',
  });
});

test('a disabled system signs nobody in, and its tokens end; it can be enabled again', async () => {
  const system = await register(admin, { pkceRequired: false });
  const unused = await codeFor(system);
  const { access_token: token } = (await redeem(service, system, await codeFor(system))).body;
  await admin.disableSystem({ ...(await on(system)), body: {} });
  await expect(codeFor(system)).rejects.toMatchObject({ code: 'unknown_system' });
  expect((await redeem(service, system, unused)).body.error).toBe('invalid_client');
  expect((await readUserinfo(service, token)).status).toBe(401);
  await expect(admin.disableSystem({ ...(await on(system)), body: {} })).rejects.toMatchObject({
    code: 'system_disabled',
  });
  await admin.enableSystem({ ...(await on(system)), body: {} });
  await expect(admin.enableSystem({ ...(await on(system)), body: {} })).rejects.toMatchObject({
    code: 'system_enabled',
  });
  expect(await codeFor(system)).toBeTruthy();
});

test('the list says on which day somebody last entered a system', async () => {
  const system = await register(admin, { pkceRequired: false });
  expect((await read(system)).lastUsedOn).toBeUndefined();
  await redeem(service, system, await codeFor(system));
  expect((await read(system)).lastUsedOn).toBe('2026-03-02');
});

test('each change is an event with its actor, without any secret', async () => {
  const system = await register(admin);
  await admin.addSystemSecret({ ...(await on(system)), body: {} });
  await admin.disableSystem({ ...(await on(system)), body: {} });
  const { items } = await admin.listEvents({ query: { subjectId: system.systemId } });
  const { userId } = await admin.me();
  expect(items.map(({ kind, actorId, subjectKind }) => [kind, actorId, subjectKind])).toEqual(
    ['system_disabled', 'system_secret_added', 'system_registered'].map((kind) => [
      ...[kind, userId, 'system'],
    ]),
  );
  expect(JSON.stringify(items)).not.toContain(system.secret);
});

test('the privacy notice, the registry, my data and my sessions name the systems', async () => {
  const name = { fi: 'Nimetty', sv: 'Den namngivna', en: 'The named one' };
  const system = await register(admin, { name, pkceRequired: false });
  await codeFor(system);
  for (const language of ['fi', 'sv', 'en'] as const) {
    const query = { language };
    const texts = [
      await admin.registryDescription({ query }),
      await admin.privacyNotice({ query }),
    ];
    for (const text of texts) expect(JSON.stringify(text)).toContain(name[language]);
  }
  const entered = { systemId: system.systemId, name, enteredAt: service.clock.iso };
  expect((await admin.listSessions()).items[0]?.systems).toContainEqual(entered);
  expect((await admin.myData()).sessions[0]?.systems).toContainEqual(entered);
  await admin.disableSystem({ ...(await on(system)), body: {} });
  const registry = await admin.registryDescription({ query: { language: 'en' } });
  expect(JSON.stringify(registry)).not.toContain(name.en);
});
