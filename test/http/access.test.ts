/** Promise: every route allows every kind of caller exactly what the permission table says. */
import { createPublicKey, createSecretKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, api, type Endpoint } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { type Permission, type Role, roles, scopeOf } from '../../src/policy/roles.ts';
import type { Guarded, Place } from '../samples/input.ts';
import { inputOf, inputs } from '../samples/inputs.ts';
import { versionsOf } from '../support/direct-storage.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';

/** Routes that name an organization or a person: those out of scope look like unknown ones. */
const placed: ReadonlySet<string> = new Set([
  'createInvitation',
  'proposeInvitation',
  'listInvitations',
  'searchInvitations',
  'listOffers',
  'checkImport',
  'startImport',
  'acceptOffer',
  'declineOffer',
  'searchUsers',
  'exportUsers',
  'listUpcoming',
  'listEvents',
  'exportEvents',
]);

const kept: ReadonlySet<string> = new Set([
  'accounts',
  'organizations',
  'notices',
  'systems',
  'directory',
  'logins',
  'schedule',
]);

type GuardedName = Guarded<Api>;

const names = Object.entries<Endpoint>(api)
  .filter(([, { permission }]) => permission !== 'public')
  .map(([name]) => name as GuardedName);

let service: Service;
let place: Place;
const callers = new Map<string, Client>();
const credentials = new Map<string, string | undefined>();

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  const own = await admin.createOrganization({ body: { name: 'Espoo', language: 'fi' } });
  const other = await admin.createOrganization({ body: { name: 'Vantaa', language: 'fi' } });
  const join = (name: string, organizationId: string, given: Role) =>
    service.join(admin, `${name}@espoo.fi`, organizationId, given);
  for (const given of roles)
    callers.set(given, (await join(given.replace('_', '.'), own.organizationId, given)).client);
  callers.set('foreigner', (await join('foreigner', other.organizationId, 'primary_user')).client);
  const target = await join('target', own.organizationId, 'editor');
  place = { organizationId: own.organizationId, userId: target.userId, sessionId: randomUUID() };

  const gone = await join('gone', own.organizationId, 'admin');
  credentials.set('deactivated', gone.client.tokens.access);
  const { etag } = await admin.readUser({ params: { userId: gone.userId } });
  await admin.deactivateUser({ params: { userId: gone.userId }, body: {}, ifMatch: etag });
  const erased = await join('erased', own.organizationId, 'admin');
  credentials.set('erased', erased.client.tokens.access);
  const read = await admin.readUser({ params: { userId: erased.userId } });
  const confirmed = { params: { userId: erased.userId }, body: { confirm: 'erase' } } as const;
  await admin.eraseUser({ ...confirmed, ifMatch: read.etag });
  credentials.set('nobody', undefined);
});

afterAll(() => service.stop());

describe.each(names)('%s', (name) => {
  test('allows each role what the permission table says', async () => {
    const endpoint: Endpoint = api[name];
    const may = (given: Role) => scopeOf(given, endpoint.permission as Permission) !== undefined;
    const refused = roles.filter((given) => !may(given));
    if (refused.length > 0) {
      const before = await written();
      for (const given of refused)
        expect(await call(name, place, callers.get(given)?.tokens.access), given).toBe(403);
      expect(await written()).toEqual(before);
    }
    for (const given of roles.filter(may)) {
      const here = { ...place, userId: await freshTarget(name) };
      const status = await call(name, here, callers.get(given)?.tokens.access);
      expect([200, 201, 202, 204, 404, 409], given).toContain(status);
      await renew(given);
    }
  });

  test('shows a primary user nothing of another organization', async () => {
    const endpoint: Endpoint = api[name];
    if (!endpoint.target && !placed.has(name)) return expect(endpoint.target).toBeUndefined();
    const before = await written();
    const status = await call(name, place, callers.get('foreigner')?.tokens.access);
    const scope = scopeOf('primary_user', endpoint.permission as Permission);
    expect(status).toBe(scope === undefined ? 403 : 404);
    expect(await written()).toEqual(before);
  });
});

test('every route refuses anonymous callers, and writes nothing (401)', async () => {
  const before = await written();
  for (const [who, token] of credentials)
    for (const name of names) expect(await call(name, place, token), `${who}: ${name}`).toBe(401);
  expect(await written()).toEqual(before);
});

test('every route refuses a token that is not complete, valid and ours (401)', async () => {
  const client = service.client();
  await client.signIn({ body: { email: 'admin@espoo.fi', password: goodPassword } });
  const good = client.tokens.access ?? '';
  expect(await call('me', place, good)).toBe(200);
  const tokens = await forgeries(good);
  const before = await written();
  for (const [what, token] of tokens)
    for (const name of names) expect(await call(name, place, token), `${what}: ${name}`).toBe(401);
  expect(await call('me', place, good)).toBe(200);
  service.clock.advance({ minutes: 11 });
  for (const name of names) expect(await call(name, place, good), `expired: ${name}`).toBe(401);
  expect(await written()).toEqual(before);
});

/** Each differs in exactly one way from a token that works. */
async function forgeries(good: string): Promise<[string, string][]> {
  const { keys } = await service.client().jwks();
  const jwk = keys[0] ?? {};
  const keyid = String(jwk['kid']);
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const own = (await service.deps.keyring.load(service.clock.iso)).signing[0]?.privateKey;
  if (!own) throw new Error('there is no signing key');
  const claims = jwt.decode(good, { json: true }) ?? {};
  const signed = (changes: object, key = own) => {
    const payload = Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== null);
    return jwt.sign(Object.fromEntries(payload), key, { algorithm: 'ES256', keyid });
  };
  // The change below must be the only fault: unchanged, a token signed in this way works.
  expect(await call('me', place, signed({}))).toBe(200);
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const [head = '', body = '', signature = ''] = good.split('.');
  return [
    ['foreign key', signed({}, foreign)],
    ['HMAC with the public key', jwt.sign(claims, hmacKey(pem), { algorithm: 'HS256', keyid })],
    ['no signature', jwt.sign(claims, '', { algorithm: 'none', keyid })],
    ['unknown kid', jwt.sign(claims, own, { algorithm: 'ES256', keyid: 'signing.999999' })],
    ['changed body', `${head}.${body.slice(0, -2)}AA.${signature}`],
    ['other issuer', signed({ iss: 'https://elsewhere.test' })],
    ['other audience', signed({ aud: 'something-else' })],
    ['no expiry', signed({ exp: null })],
    ['no subject', signed({ sub: null })],
    ['no audience', signed({ aud: null })],
    ['no issuer', signed({ iss: null })],
    ['ended session', signed({ sid: randomUUID() })],
  ];
}

/** The library refuses to use a public key as an HMAC secret; an attacker's would not. */
const hmacKey = (pem: string | Buffer) => createSecretKey(Buffer.from(pem));

/** A new target each time, so that one role's success does not affect the next role's attempt. */
async function freshTarget(name: GuardedName): Promise<string> {
  if (!('target' in api[name]) || api[name].target !== 'user') return place.userId;
  const admin = callers.get('admin');
  const body = inputs.createInvitation(place).body;
  const invited = await admin?.createInvitation({
    body: { ...body, role: 'expert', language: 'fi' },
  });
  return invited?.userId ?? '';
}

/** Signing out is one of the routes, so the next one needs a new session. */
async function renew(given: Role): Promise<void> {
  const client = callers.get(given);
  const email = given === 'primary_user' ? 'primary.user@espoo.fi' : `${given}@espoo.fi`;
  await client?.me().catch(() => client.signIn({ body: { email, password: goodPassword } }));
}

async function call(name: GuardedName, here: Place, token: string | undefined): Promise<number> {
  const endpoint: Endpoint = api[name];
  const input = inputOf(name, here);
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, key: string) => input.path?.[key] ?? '');
  const response = await service.send(
    `${publicUrl}/${path}${input.query ? `?${input.query}` : ''}`,
    {
      method: endpoint.method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'if-match': '"1"',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(endpoint.body && { body: JSON.stringify(input.body ?? {}) }),
    },
  );
  if (response.status < 400) return response.status;
  const { code } = await response.json();
  return letThrough.has(code) ? 409 : response.status;
}

/** A wrong revision, password, ticket or system: the caller passed authorization. */
const letThrough = new Set([
  'changed_meanwhile',
  'wrong_password',
  'ticket_invalid',
  'unknown_system',
]);

/** The version of every row that a refused call could have touched. */
async function written(): Promise<string[]> {
  const versions = await versionsOf(service.connectionString);
  return versions.filter((line) => kept.has(line.split(' ', 1)[0] ?? '')).sort();
}
