/** Promise: a token works for one purpose, at one system. */
import { createPublicKey, createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { beforeAll, describe, expect, test } from 'vitest';
import { attackedPlace } from '../support/attacked-place.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import {
  authorizationUrl,
  enter,
  type Registered,
  readUserinfo,
  redeem,
} from '../support/systems.ts';

const { place, person, askAs, ask, tokensFor } = attackedPlace();
let service: Service;
let system: Registered;
let other: Registered;

beforeAll(() => {
  ({ service, system, other } = place());
});

describe('tokens are for one purpose', () => {
  test('neither token of a system works as an access token of the service, or the reverse', async () => {
    const { access_token: access, id_token: id } = await tokensFor();
    for (const token of [access, id]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await service.send(`${publicUrl}/api/me`, { headers })).status).toBe(401);
    }
    for (const token of [id, person().tokens.access ?? 'x'])
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
    const code = (await enter(person(), url)).searchParams.get('code');
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

test('a session never takes the id of an earlier one, so none can be fixed in advance', async () => {
  const before = jwt.decode((await tokensFor()).id_token, { json: true })?.['sid'];
  askAs(await place().signedIn());
  const after = jwt.decode((await tokensFor()).id_token, { json: true })?.['sid'];
  expect(after).not.toBe(before);
});
