/** Promise: no authorization or sign-out request leads anywhere but to a registered address. */
import { beforeAll, describe, expect, test } from 'vitest';
import { attackedPlace } from '../support/attacked-place.ts';
import type { Service } from '../support/harness.ts';
import { authorizationUrl, callback, type Registered } from '../support/systems.ts';

const { place, ask, tokensFor, shownFor } = attackedPlace();
let service: Service;
let system: Registered;

beforeAll(() => {
  ({ service, system } = place());
});

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
