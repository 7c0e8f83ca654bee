/**
 * Promise: a system that a person has entered learns what happens to the account, in order and without
 * any name, by tokens that another library verifies.
 */
import * as jose from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signalTypes } from '../../src/policy/signals.ts';
import { goodPassword, publicUrl } from '../support/harness.ts';
import { type Registered, register } from '../support/systems.ts';
import { changeSignals, openToldPlace, type ToldPlace } from '../support/told-system.ts';

let place: ToldPlace;
let system: Registered;

beforeAll(async () => {
  place = await openToldPlace();
  system = await place.pushed('Bearer only the system knows');
});
afterAll(() => place.stop());
beforeEach(() => {
  place.receiver.answerWith();
  place.receiver.take();
});

const told = async () => {
  await place.service.drainMail();
  return place.receiver.take();
};

test('a deactivation, restoration, move and erasure arrive in this order', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.restore(userId);
  await place.move(userId);
  await place.erase(userId);
  expect((await told()).map(({ name }) => name)).toEqual([
    'account-disabled',
    'account-enabled',
    'token-claims-change',
    'account-purged',
  ]);
});

test('jose verifies the token with the published keys, and it names nobody', async () => {
  const { userId, email } = await place.person(system);
  await place.move(userId);
  const [arrived] = await told();
  const { token = '', headers } = arrived ?? {};
  const keys = jose.createLocalJWKSet(await place.service.client().jwks());
  const { payload, protectedHeader } = await jose.jwtVerify(token, keys, {
    ...{ issuer: publicUrl, audience: system.systemId, typ: 'secevent+jwt' },
    ...{ currentDate: new Date(place.service.clock.now()), algorithms: ['RS256'] },
  });
  expect(protectedHeader).toMatchObject({ typ: 'secevent+jwt', alg: 'RS256' });
  const { updated_at: _, ...changed } = { updated_at: 0, org: place.otherId };
  expect(payload).toEqual({
    ...{ iss: publicUrl, aud: system.systemId, iat: expect.any(Number) },
    ...{ jti: expect.stringContaining(userId), txn: expect.any(String) },
    sub_id: { format: 'iss_sub', iss: publicUrl, sub: userId },
    events: {
      [signalTypes['token-claims-change']]: {
        event_timestamp: expect.any(Number),
        initiating_entity: 'admin',
        claims: { ...changed, updated_at: expect.any(Number) },
      },
    },
  });
  expect(headers).toMatchObject({
    'content-type': 'application/secevent+jwt',
    authorization: 'Bearer only the system knows',
  });
  expect(JSON.stringify(payload)).not.toContain(email);
});

test('it is a valid Security Event Token for no other audience, and no ID token', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  const [arrived] = await told();
  const { token = '' } = arrived ?? {};
  const keys = jose.createLocalJWKSet(await place.service.client().jwks());
  const currentDate = new Date(place.service.clock.now());
  await expect(jose.jwtVerify(token, keys, { audience: userId, currentDate })).rejects.toThrow(
    jose.errors.JWTClaimValidationFailed,
  );
  const request = new URLSearchParams({ id_token_hint: token }).toString();
  const answer = await place.service.client().endSessionOnRequest({ body: { request } });
  expect(answer.done).toBe(false);
});

test.each([
  ['a new role', 'token-claims-change', { role: 'expert' }],
  ['a new name', 'token-claims-change', {}],
])('%s tells %s', async (what, name, claims) => {
  const { userId, client } = await place.person(system);
  if (what === 'a new name')
    await client.changeMe({ body: { firstName: 'Aino' }, ifMatch: await place.etagOf(userId) });
  else
    await place.admin.changeRole({
      params: { userId },
      body: { role: 'expert' },
      ifMatch: await place.etagOf(userId),
    });
  const [arrived, ...more] = await told();
  expect(arrived?.name).toBe(name);
  expect(more).toEqual([]);
  const [details] = Object.values(arrived?.events ?? {});
  expect(details).toMatchObject({ claims: { ...claims, updated_at: expect.any(Number) } });
  expect(arrived?.token).not.toContain('Aino');
});

test('a new password changes a credential and revokes each session that had entered', async () => {
  const { email, userId } = await place.person(system);
  await place.service.client().forgotPassword({ body: { email } });
  const token = await place.service.tokenFor(email);
  await place.service
    .client()
    .resetPassword({ body: { token, password: 'eight grey herons sleep' } });
  const arrived = await told();
  expect(arrived.map(({ name }) => name)).toEqual(['credential-change', 'session-revoked']);
  expect(arrived[0]?.events[signalTypes['credential-change']]).toMatchObject({
    credential_type: 'password',
    change_type: 'update',
  });
  expect(arrived[1]).toMatchObject({
    sub_id: { format: 'complex', user: { sub: userId }, session: { format: 'opaque' } },
  });
});

test('signing out revokes the session at the systems that it entered, and at no others', async () => {
  const other = await place.pushed();
  const { client } = await place.person(system, other);
  const [session] = (await client.listSessions()).items;
  const second = place.service.client();
  const { email } = await client.me();
  await second.signIn({ body: { email, password: goodPassword } });
  await second.signOut({ body: {} });
  expect(await told()).toEqual([]);
  await client.signOut({ body: {} });
  const arrived = await told();
  expect(arrived.map(({ name, aud }) => [name, aud]).sort()).toEqual(
    [system, other].map(({ systemId }) => ['session-revoked', systemId]).sort(),
  );
  expect(arrived[0]).toMatchObject({ sub_id: { session: { id: session?.sessionId } } });
});

test('a system that never saw the person, or is disabled, learns nothing', async () => {
  const stranger = await place.pushed();
  const disabled = await place.pushed();
  const { userId } = await place.person(system, disabled);
  const params = { systemId: disabled.systemId };
  await place.admin.disableSystem({ params, body: {}, ifMatch: disabled.etag });
  await place.deactivate(userId);
  const audiences = (await told()).map(({ aud }) => aud);
  expect(audiences).toEqual([system.systemId]);
  expect(audiences).not.toContain(stranger.systemId);
});

test('the header is never shown, and does not follow the system to another address', async () => {
  const moved = await place.pushed('Bearer secret of the first address');
  const params = { systemId: moved.systemId };
  expect((await place.admin.readSystem({ params })).signals).toEqual({
    ...{ delivery: 'push', endpoint: place.receiver.uri, authorized: true },
  });
  const endpoint = `${place.receiver.uri}?moved`;
  await changeSignals(place.admin, moved, { delivery: 'push', endpoint });
  const { userId } = await place.person(moved);
  await place.deactivate(userId);
  expect((await told())[0]?.headers.authorization).toBeUndefined();
});

test.each([
  'https://10.0.0.1/',
  'https://169.254.169.254/latest',
  'https://[::ffff:10.0.0.1]/',
  'http://manual.example.fi/',
  'https://user:secret@manual.example.fi/',
])('%s cannot be registered', async (endpoint) => {
  const { systemId, etag } = await register(place.admin);
  const body = { delivery: 'push' as const, endpoint };
  await expect(
    place.admin.changeSignals({ params: { systemId }, body, ifMatch: etag }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});
