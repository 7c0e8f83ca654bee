/** Promise: an ambiguous, foreign or framed request gets no code. */
import { beforeAll, describe, expect, test } from 'vitest';
import { attackedPlace } from '../support/attacked-place.ts';
import { publicUrl, type Service } from '../support/harness.ts';
import { authorizationUrl, callback, enter, post, type Registered } from '../support/systems.ts';

const { place, person, ask, shownFor } = attackedPlace();
let service: Service;
let system: Registered;

beforeAll(() => {
  ({ service, system } = place());
});

describe('a parameter that occurs twice', () => {
  test.each(['state', 'scope', 'nonce', 'response_type', 'prompt', 'x'])(
    '%s is refused (invalid_request)',
    async (name) => {
      const url = authorizationUrl(system.systemId, { state: 's' });
      url.searchParams.append(name, 'again');
      if (url.searchParams.getAll(name).length < 2) url.searchParams.append(name, 'again');
      const answer = (await enter(person(), url)).searchParams;
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

describe('mix-up, cross-site requests and framing', () => {
  test('every response names the issuer, errors too (RFC 9207)', async () => {
    for (const more of [{}, { response_type: 'token' }, { scope: 'email' }, { max_age: 'x' }])
      expect((await ask(more)).searchParams.get('iss')).toBe(publicUrl);
  });

  test('the state comes back unchanged, so a system can recognize its own request', async () => {
    const state = 'å &="<>%00';
    expect((await ask({ state })).searchParams.get('state')).toBe(state);
    expect((await ask()).searchParams.has('state')).toBe(false);
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
  });
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
