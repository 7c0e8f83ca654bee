/** Promise: passport-openidconnect signs people in here unmodified. */
import Strategy from 'passport-openidconnect';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import { serveOverHttp } from '../support/over-http.ts';
import { callback, enter, type Registered, register } from '../support/systems.ts';

let service: Service;
let served: Awaited<ReturnType<typeof serveOverHttp>>;
let person: Client;
let userId: string;
let system: Registered;

beforeAll(async () => {
  service = await startService();
  served = await serveOverHttp(service);
  const admin = await service.signedInAdministrator();
  const { organizationId } = await admin.me();
  ({ userId } = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor'));
  system = await register(admin, { authentication: 'client_secret_post', pkceRequired: false });
  // The library compares expiry with the machine's own clock.
  service.clock.advance({ milliseconds: Date.now() - service.clock.now() });
  person = service.client();
  await person.signIn({ body: { email: 'aino@espoo.fi', password: goodPassword } });
});
afterAll(async () => {
  served.stop();
  await service.stop();
});

const strategy = (secret: string) =>
  new Strategy(
    {
      ...{ issuer: publicUrl, authorizationURL: `${publicUrl}/authorize` },
      tokenURL: `${served.url}/api/openid/token`,
      userInfoURL: `${served.url}/api/openid/userinfo`,
      ...{ clientID: system.systemId, clientSecret: secret, callbackURL: callback },
      scope: ['profile', 'email'],
      skipUserProfile: false,
    },
    (_, profile, done) => done(null, profile),
  );

/** What passport does with a request: the outcome of the strategy. */
function pass(used: Strategy, request: object): Promise<unknown> {
  return new Promise((resolve) => {
    const attempt = Object.assign(Object.create(used), {
      redirect: (url: string) => resolve(new URL(url)),
      success: resolve,
      fail: (challenge: unknown) => resolve({ failed: challenge }),
      error: (error: Error) => resolve({ error: error.message }),
    });
    attempt.authenticate(request);
  });
}

async function signInWith(secret: string): Promise<unknown> {
  const used = strategy(secret);
  const session = {};
  const url = await pass(used, { session, query: {} });
  if (!(url instanceof URL)) throw new Error('the library sends nobody here');
  const answer = await enter(person, url);
  return pass(used, { session, query: Object.fromEntries(answer.searchParams) });
}

test('signs a person in and reads the profile', async () => {
  expect(await signInWith(system.secret)).toMatchObject({
    ...{ id: userId, displayName: 'Aino Virtanen' },
    emails: [{ value: 'aino@espoo.fi' }],
  });
});

test('is refused with a wrong secret', async () => {
  expect(await signInWith('wrong')).toHaveProperty('error');
});
