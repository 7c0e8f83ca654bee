/** Promise: a token works for one purpose, and only while the person may be signed in. */
import { createPublicKey, createSecretKey, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import {
  authorizationUrl,
  enter,
  type OpenPlace,
  openPlace,
  type Parameters,
  type Registered,
  readUserinfo,
  redeem,
  register,
} from '../support/systems.ts';

let place: OpenPlace;
let person: Client;
let service: Service;
let admin: Client;
let organizationId: string;
let system: Registered;
let other: Registered;

beforeAll(async () => {
  place = await openPlace();
  ({ service, admin, organizationId, system, other } = place);
});
afterAll(() => service.stop());
beforeEach(async () => {
  person = await place.signedIn();
});

const ask = (more: Parameters = {}) => enter(person, authorizationUrl(system.systemId, more));
const codeFor = async (more: Parameters = {}) => (await ask(more)).searchParams.get('code');
const tokensFor = async (more: Parameters = {}) =>
  (await redeem(service, system, await codeFor(more))).body;

describe('tokens are for one purpose', () => {
  test('neither token of a system works as an access token of the service, or the reverse', async () => {
    const { access_token: access, id_token: id } = await tokensFor();
    for (const token of [access, id]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await service.send(`${publicUrl}/api/me`, { headers })).status).toBe(401);
    }
    for (const token of [id, person.tokens.access ?? 'x'])
      expect((await readUserinfo(service, token)).status).toBe(401);
  });

  test('forged access tokens and ID token hints are refused', async () => {
    const { access_token: access, id_token: id } = await tokensFor();
    const keys = await service.deps.keyring.load(service.clock.iso);
    const [key] = keys.signing;
    if (!key) throw new Error('there is no signing key');
    const pem = createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' });
    const hmac = createSecretKey(Buffer.from(pem));
    for (const [token, works] of [
      [
        access,
        (forged: string) => readUserinfo(service, forged).then(({ status }) => status === 200),
      ],
      [id, (forged: string) => isAcceptedHint(forged)],
    ] as const) {
      const { header, payload } = jwt.decode(token, { complete: true }) ?? {};
      const claims = payload as jwt.JwtPayload;
      const typ = header?.typ;
      const sign = (changes: object, more: Partial<jwt.JwtHeader> = {}) =>
        jwt.sign({ ...claims, ...changes }, key.privateKey, {
          algorithm: 'ES256',
          header: { alg: 'ES256', typ, kid: key.kid, ...more },
        });
      // The change below must be the only fault: unchanged, a token signed in this way works.
      expect(await works(sign({}))).toBe(true);
      const forged = [
        jwt.sign(claims, '', { algorithm: 'none', header: { alg: 'none', typ, kid: key.kid } }),
        jwt.sign(claims, hmac, { algorithm: 'HS256', header: { alg: 'HS256', typ, kid: key.kid } }),
        sign({ iss: 'https://elsewhere.test' }),
        sign({}, { kid: 'signing.999999' }),
        sign({ aud: 'somebody-else' }),
        sign({}, { typ: 'logout+jwt' }),
        `${token.slice(0, -4)}AAAA`,
      ];
      for (const [index, each] of forged.entries())
        expect(await works(each), `forgery ${index}`).toBe(false);
    }
  });

  test('the nonce is that of the request, and other systems get their own', async () => {
    const own = jwt.decode((await tokensFor({ nonce: 'own' })).id_token, { json: true });
    expect(own).toMatchObject({ nonce: 'own', aud: system.systemId });
    const url = authorizationUrl(other.systemId, { nonce: 'theirs' });
    const code = (await enter(person, url)).searchParams.get('code');
    const { body } = await redeem(service, other, code);
    const theirs = jwt.decode(body.id_token, { json: true });
    expect(theirs).toMatchObject({ nonce: 'theirs', aud: other.systemId });
    expect(jwt.decode((await tokensFor()).id_token, { json: true })).not.toHaveProperty('nonce');
  });

  test('an ID token holds no name and no address, since it travels in addresses', async () => {
    const { id_token: id, access_token: access } = await tokensFor({
      scope: 'openid profile email organization',
    });
    for (const token of [id, access])
      expect(JSON.stringify(jwt.decode(token))).not.toMatch(/aino|virtanen|espoo/i);
  });
});

async function isAcceptedHint(token: string): Promise<boolean> {
  const answer = (await ask({ id_token_hint: token })).searchParams;
  return answer.get('error') === null;
}

describe('a person who may no longer be signed in', () => {
  async function colleague() {
    const address = `${randomBytes(6).toString('hex')}@espoo.fi`;
    const joined = await service.join(admin, address, organizationId, 'editor');
    person = joined.client;
    return joined.userId;
  }

  const deactivate = async (id: string) => {
    const { etag: ifMatch } = await admin.readUser({ params: { userId: id } });
    await admin.deactivateUser({ params: { userId: id }, body: {}, ifMatch });
  };
  const demote = async (id: string) => {
    const { etag: ifMatch } = await admin.readUser({ params: { userId: id } });
    const body = { role: 'expert' } as const;
    await admin.changeRole({ params: { userId: id }, body, ifMatch });
  };
  const signOut = async () => {
    await person.signOut({ body: {} });
  };

  test.each([
    ['deactivated', deactivate],
    ['signed out', signOut],
  ])('is refused at each step once %s', async (_, act) => {
    const id = await colleague();
    const code = await codeFor();
    const unused = await codeFor();
    const { access_token: token } = (await redeem(service, system, code)).body;
    expect((await readUserinfo(service, token)).status).toBe(200);
    await act(id);
    await expect(ask()).rejects.toMatchObject({ code: 'not_signed_in' });
    expect((await redeem(service, system, unused)).body.error).toBe('invalid_grant');
    const answer = await readUserinfo(service, token);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('is refused at each step with a role that may not enter; a new role shows at once', async () => {
    const id = await colleague();
    const editors = await register(admin, { pkceRequired: false, roles: ['editor'] });
    const url = authorizationUrl(editors.systemId, { scope: 'openid organization' });
    const code = (await enter(person, url)).searchParams.get('code');
    const unused = (await enter(person, url)).searchParams.get('code');
    const { access_token: token } = (await redeem(service, editors, code)).body;
    const scope = { scope: 'openid organization' };
    const elsewhere = (await redeem(service, system, await codeFor(scope))).body.access_token;
    await demote(id);
    expect((await readUserinfo(service, elsewhere)).body).toMatchObject({ role: 'expert' });
    expect((await enter(person, url)).searchParams.get('error')).toBe('access_denied');
    expect((await redeem(service, editors, unused)).body.error).toBe('invalid_grant');
    expect((await readUserinfo(service, token)).status).toBe(401);
  });

  test('leaves nothing behind when erased', async () => {
    const id = await colleague();
    const { access_token: token } = (await redeem(service, system, await codeFor())).body;
    await codeFor();
    const { etag: ifMatch } = await admin.readUser({ params: { userId: id } });
    await admin.eraseUser({ params: { userId: id }, body: { confirm: 'erase' }, ifMatch });
    expect((await readUserinfo(service, token)).status).toBe(401);
    const account = await loadAccount(service.deps.store, id);
    expect([account?.grants, account?.sessions]).toEqual([[], []]);
  });
});

test('a session never takes the id of an earlier one, so none can be fixed in advance', async () => {
  const before = jwt.decode((await tokensFor()).id_token, { json: true })?.['sid'];
  person = await place.signedIn();
  const after = jwt.decode((await tokensFor()).id_token, { json: true })?.['sid'];
  expect(after).not.toBe(before);
});
