/**
 * Promise: the attacks of RFC 9700 fail: a code or token reaches nobody but the system it is for,
 * once, and only while the person may be signed in there.
 */
import { createHash, createPublicKey, createSecretKey, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import {
  authorizationUrl,
  callback,
  enter,
  type Parameters,
  post,
  type Registered,
  readUserinfo,
  redeem,
  register,
} from '../support/systems.ts';

let service: Service;
let admin: Client;
let person: Client;
let userId: string;
let organizationId: string;
let system: Registered;
let other: Registered;

const email = 'aino@espoo.fi';

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const organization = { body: { name: 'Espoo', language: 'fi' } } as const;
  ({ organizationId } = await admin.createOrganization(organization));
  ({ userId } = await service.join(admin, email, organizationId, 'editor'));
  const redirectUris = [callback, 'https://manual.example.fi/with?query=1'];
  system = await register(admin, { pkceRequired: false, redirectUris });
  other = await register(admin, { pkceRequired: false });
});
afterAll(() => service.stop());
beforeEach(async () => {
  person = await signedIn(email);
});

async function signedIn(address: string): Promise<Client> {
  const client = service.client();
  await client.signIn({ body: { email: address, password: goodPassword } });
  return client;
}

const ask = (more: Parameters = {}) => enter(person, authorizationUrl(system.systemId, more));
const codeFor = async (more: Parameters = {}) => (await ask(more)).searchParams.get('code');
const tokensFor = async (more: Parameters = {}) =>
  (await redeem(service, system, await codeFor(more))).body;

/** @returns the code of the problem that the page shows */
const shownFor = (url: URL) =>
  person.authorize({ body: { request: url.search.slice(1) } }).then(
    () => 'redirected',
    ({ code }) => code,
  );

describe('redirect URIs are compared as a whole', () => {
  test.each([
    ['a prefix', `${callback}/more`],
    ['a parent', 'https://manual.example.fi/'],
    ['a query', `${callback}?next=https://evil.example`],
    ['a fragment', `${callback}#x`],
    ['another port', 'https://manual.example.fi:8443/callback'],
    ['the default port', 'https://manual.example.fi:443/callback'],
    ['a user part', 'https://manual.example.fi@evil.example/callback'],
    ['a subdomain', 'https://x.manual.example.fi/callback'],
    ['a suffix', 'https://manual.example.fi.evil.example/callback'],
    ['plain http', 'http://manual.example.fi/callback'],
    ['another case', 'https://manual.example.fi/Callback'],
    ['dot segments', 'https://manual.example.fi/x/../callback'],
    ['an encoded letter', 'https://manual.example.fi/c%61llback'],
    ['a backslash', 'https://evil.example\\@manual.example.fi/callback'],
    ['a space at the end', `${callback} `],
    ['a script', 'javascript:alert(1)'],
    ['nothing', undefined],
  ])('%s is shown as an error and never redirected to', async (_, uri) => {
    const url = authorizationUrl(system.systemId, { redirect_uri: uri });
    expect(await shownFor(url)).toBe('redirect_uri_unknown');
    const request = url.search.slice(1);
    await expect(service.client().beginAuthorization({ body: { request } })).rejects.toMatchObject({
      code: 'redirect_uri_unknown',
    });
  });

  test('a registered query stays, and the response is added to it', async () => {
    const url = await ask({ redirect_uri: 'https://manual.example.fi/with?query=1', state: 'a&b' });
    expect([...url.searchParams.keys()]).toEqual(['query', 'code', 'state', 'iss']);
    expect(url.searchParams.get('state')).toBe('a&b');
  });

  test.each([['0'.repeat(8)], ['not-a-system'], [undefined], ["' or 1 eq 1"]])(
    'an unknown system (%s) is shown as an error',
    async (systemId) => {
      const url = authorizationUrl(system.systemId, { client_id: systemId });
      expect(await shownFor(url)).toBe('unknown_system');
    },
  );
});

describe('a parameter that occurs twice', () => {
  test.each(['state', 'scope', 'nonce', 'response_type', 'prompt', 'x'])(
    '%s is refused (invalid_request)',
    async (name) => {
      const url = authorizationUrl(system.systemId, { state: 's' });
      url.searchParams.append(name, 'again');
      if (url.searchParams.getAll(name).length < 2) url.searchParams.append(name, 'again');
      const answer = (await enter(person, url)).searchParams;
      expect(answer.get('error')).toBe('invalid_request');
      expect(answer.get('state')).toBe(name === 'state' ? null : 's');
    },
  );

  test.each(['client_id', 'redirect_uri'])('%s is never redirected to', async (name) => {
    const url = authorizationUrl(system.systemId);
    url.searchParams.append(name, url.searchParams.get(name) ?? '');
    expect(await shownFor(url)).toMatch(/^(unknown_system|redirect_uri_unknown)$/);
  });

  test.each(['code', 'grant_type', 'client_id'])(
    '%s is refused at the token endpoint',
    async (name) => {
      const fields = `grant_type=authorization_code&code=x&redirect_uri=${callback}&client_id=x&${name}=y`;
      expect(await post(service, 'api/openid/token', fields)).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
    },
  );
});

describe('a code', () => {
  test('works once, and a second use ends the session at that system only', async () => {
    const code = await codeFor();
    const { body } = await redeem(service, system, code);
    const elsewhere = (await enter(person, authorizationUrl(other.systemId))).searchParams;
    const kept = (await redeem(service, other, elsewhere.get('code'))).body;
    expect((await readUserinfo(service, body.access_token)).status).toBe(200);
    expect(await redeem(service, system, code)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await readUserinfo(service, body.access_token)).status).toBe(401);
    expect((await readUserinfo(service, kept.access_token)).status).toBe(200);
    expect((await person.me()).userId).toBe(userId);
  });

  test('redeemed twenty times at once works once', async () => {
    const code = await codeFor();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => redeem(service, system, code)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
  });

  test('is refused to another system, and stays valid for its own', async () => {
    const code = await codeFor();
    expect((await redeem(service, other, code)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await redeem(service, system, code)).status).toBe(200);
  });

  test('is refused with another redirect URI, or without one', async () => {
    const code = await codeFor();
    const wrong = { redirect_uri: 'https://manual.example.fi/with?query=1' };
    expect((await redeem(service, system, code, wrong)).body.error).toBe('invalid_grant');
    const without = { redirect_uri: undefined };
    expect((await redeem(service, system, code, without)).body.error).toBe('invalid_request');
  });

  test('expires after a minute', async () => {
    const code = await codeFor();
    service.clock.advance({ seconds: 60 });
    expect((await redeem(service, system, code)).body.error).toBe('invalid_grant');
  });

  test.each([
    ['truncated', (code: string) => code.slice(0, -1)],
    ['changed', (code: string) => `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`],
    ['padded', (code: string) => `${code}=`],
    ['guessed', () => randomBytes(87).toString('base64url')],
    ['empty', () => ''],
  ])('that is %s is refused', async (_, change) => {
    const answer = await redeem(service, system, change((await codeFor()) ?? ''));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(/^invalid_(grant|request)$/);
  });

  test('is stored as a hash, and neither it nor a token is in any log line', async () => {
    const code = (await codeFor()) ?? '';
    const account = await loadAccount(service.deps.store, userId);
    const hash = createHash('sha256').update(code).digest('base64url');
    expect(account?.grants.some(({ id }) => id === hash)).toBe(true);
    expect(JSON.stringify(account)).not.toContain(code);
    const { body } = await redeem(service, system, code);
    await redeem(service, { ...system, secret: 'a wrong secret' }, code);
    const logs = service.logs.join('\n');
    for (const secret of [code, body.access_token, body.id_token, system.secret, 'a wrong secret'])
      expect(logs).not.toContain(secret);
  });
});

describe('PKCE', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const challenged = { code_challenge: challenge, code_challenge_method: 'S256' };

  test('the verifier of another request is refused', async () => {
    const code = await codeFor(challenged);
    const wrong = { code_verifier: randomBytes(32).toString('base64url') };
    expect((await redeem(service, system, code, wrong)).body.error).toBe('invalid_grant');
    expect((await redeem(service, system, code)).body.error).toBe('invalid_grant');
    const right = { code_verifier: verifier };
    expect((await redeem(service, system, code, right)).status).toBe(200);
  });

  test('a verifier for a request without a challenge is refused (downgrade)', async () => {
    const answer = await redeem(service, system, await codeFor(), { code_verifier: verifier });
    expect(answer.body.error).toBe('invalid_grant');
  });

  test.each([
    ['plain', { code_challenge: verifier, code_challenge_method: 'plain' }],
    ['no method', { code_challenge: challenge }],
    ['no challenge', { code_challenge_method: 'S256' }],
    ['a short challenge', { code_challenge: 'x', code_challenge_method: 'S256' }],
  ])('%s is refused', async (_, parameters) => {
    expect((await ask(parameters)).searchParams.get('error')).toBe('invalid_request');
  });

  test('cannot be left out where it is required', async () => {
    const strict = await register(admin);
    const answer = await enter(person, authorizationUrl(strict.systemId));
    expect(answer.searchParams.get('error')).toBe('invalid_request');
  });
});

describe('mix-up, open redirect, cross-site requests and framing', () => {
  test('every response names the issuer, errors too (RFC 9207)', async () => {
    for (const more of [{}, { response_type: 'token' }, { scope: 'email' }, { max_age: 'x' }])
      expect((await ask(more)).searchParams.get('iss')).toBe(publicUrl);
  });

  test('the state comes back unchanged, so a system can recognize its own request', async () => {
    const state = 'å &="<>%00';
    expect((await ask({ state })).searchParams.get('state')).toBe(state);
    expect((await ask()).searchParams.has('state')).toBe(false);
  });

  test('signing out leads to registered addresses only', async () => {
    const { id_token: hint } = await tokensFor();
    for (const uri of ['https://evil.example/', callback, 'javascript:alert(1)']) {
      const parameters = { id_token_hint: hint, post_logout_redirect_uri: uri };
      const request = new URLSearchParams(parameters).toString();
      const answer = service.client().endSessionOnRequest({ body: { request } });
      await expect(answer).rejects.toMatchObject({ code: 'redirect_uri_unknown' });
    }
    const request = `post_logout_redirect_uri=${callback}`;
    await expect(service.client().endSessionOnRequest({ body: { request } })).rejects.toThrow();
  });

  test('authorizing needs the token in a header, which no other site can send', async () => {
    const request = authorizationUrl(system.systemId).search.slice(1);
    const response = await service.send(`${publicUrl}/api/openid/authorize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: '__Host-refresh=x' },
      body: JSON.stringify({ request }),
    });
    expect(response.status).toBe(401);
  });

  test('the page cannot be framed, is not stored, and nothing answers with 307', async () => {
    for (const init of [{}, { method: 'POST', body: 'x=%3Cscript%3E', headers: form }]) {
      const response = await service.send(`${publicUrl}/authorize`, init);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await response.text()).not.toContain('<script>x');
    }
  }, 60_000);
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('tokens are for one purpose', () => {
  test('neither token of a system works as an access token of the service, or the reverse', async () => {
    const { access_token: access, id_token: id } = await tokensFor();
    for (const token of [access, id]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await service.send(`${publicUrl}/api/me`, { headers })).status).toBe(401);
    }
    for (const token of [id, person.tokens.access ?? '', ''])
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

describe('secrets of systems', () => {
  test('a thousand guesses get the same answer, and the right secret still works', async () => {
    const code = await codeFor();
    const answers = new Set<string>();
    for (let guess = 0; guess < 1_000; guess++) {
      const secret = guess % 2 === 0 ? randomBytes(32).toString('base64url') : `${system.secret}x`;
      const { status, headers, body } = await redeem(service, { ...system, secret }, code);
      answers.add(JSON.stringify([status, headers.get('www-authenticate'), body]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('invalid_client');
    expect((await redeem(service, system, code)).status).toBe(200);
    expect(Buffer.from(system.secret, 'base64url')).toHaveLength(32);
  }, 60_000);

  test.each([
    ['by the other method', { client_secret: true }, undefined, 'invalid_client'],
    ['by two methods at once', { client_secret: true }, true, 'invalid_request'],
    ['without any', {}, undefined, 'invalid_client'],
  ])('%s, it is refused', async (_, fields, header, error) => {
    const code = (await codeFor()) ?? '';
    const { systemId: id, secret } = system;
    const given = {
      ...{ grant_type: 'authorization_code', code, redirect_uri: callback, client_id: id },
      ...('client_secret' in fields && { client_secret: secret }),
    };
    const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const answer = await post(service, 'api/openid/token', given, {
      ...(header && { authorization: basic }),
    });
    expect(answer.body.error).toBe(error);
  });

  test("the secret of another system is refused, and one's own under another name", async () => {
    const code = await codeFor();
    const mixed = { ...system, secret: other.secret };
    expect((await redeem(service, mixed, code)).status).toBe(401);
  });
});

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
  person = await signedIn(email);
  const after = jwt.decode((await tokensFor()).id_token, { json: true })?.['sid'];
  expect(after).not.toBe(before);
});
