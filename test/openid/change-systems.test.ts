import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { type Service, startService } from '../support/harness.ts';
import {
  authorizationUrl,
  enter,
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
  // Events of one instant have no order.
  service.clock.advance({ seconds: 1 });
  await admin.addSystemSecret({ ...(await on(system)), body: {} });
  service.clock.advance({ seconds: 1 });
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
