/** Promise: no authorization or sign-out request leads anywhere but to a registered address. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import {
  authorizationUrl,
  callback,
  enter,
  type OpenPlace,
  openPlace,
  type Parameters,
  post,
  type Registered,
  redeem,
} from '../support/systems.ts';

let place: OpenPlace;
let person: Client;
let service: Service;
let system: Registered;

beforeAll(async () => {
  place = await openPlace();
  ({ service, system } = place);
});
afterAll(() => service.stop());
beforeEach(async () => {
  person = await place.signedIn();
});

const ask = (more: Parameters = {}) => enter(person, authorizationUrl(system.systemId, more));
const tokensFor = async () => {
  const code = (await ask()).searchParams.get('code');
  return (await redeem(service, system, code)).body;
};

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
    ['another query', `${callback}?next=https://evil.example`],
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
    const url = await ask({
      redirect_uri: 'https://manual.example.fi/callback?query=1',
      state: 'a&b',
    });
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
    const answer = await service.client().endSessionOnRequest({ body: { request } });
    expect(answer.redirectTo).toBeUndefined();
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
