import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { logoutEvent } from '../../src/policy/openid.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';
import { type LogoutReceiver, startLogoutReceiver } from '../support/logout-receiver.ts';
import { authorizationUrl, enter, type Registered, register } from '../support/systems.ts';

let service: Service;
let receiver: LogoutReceiver;
let admin: Client;
let organizationId: string;
let system: Registered;
let person: Client;
let userId: string;
let email: string;
let count = 0;

beforeAll(async () => {
  service = await startService();
  receiver = await startLogoutReceiver();
  admin = await service.signedInAdministrator();
  const organization = { body: { name: 'Espoo', language: 'fi' } } as const;
  ({ organizationId } = await admin.createOrganization(organization));
  const given = { pkceRequired: false, backchannelLogoutUri: receiver.uri };
  system = await register(admin, given);
});
afterAll(async () => {
  receiver.stop();
  await service.stop();
});

beforeEach(async () => {
  email = `person${count++}@espoo.fi`;
  const joined = await service.join(admin, email, organizationId, 'editor');
  ({ userId, client: person } = joined);
  receiver.answerWith(200);
  receiver.claims();
});

const enterIt = (by = person, { systemId } = system) => enter(by, authorizationUrl(systemId));
const sidOf = async () => (await person.listSessions()).items[0]?.sessionId;
const told = async () => {
  await service.drainMail();
  return receiver.claims();
};
const revision = async () => (await admin.readUser({ params: { userId } })).etag;
const signedIn = async () => {
  const client = service.client();
  await client.signIn({ body: { email, password: goodPassword } });
  return client;
};

test.each([
  ['signing out', async () => person.signOut({ body: {} })],
  ['ending all sessions', () => person.endSessions({ body: { currentPassword: goodPassword } })],
  ['an administrator', () => admin.endUserSessions({ params: { userId } })],
  ['closing the account', () => person.closeMe({ body: { currentPassword: goodPassword } })],
  [
    'deactivation',
    async () => admin.deactivateUser({ params: { userId }, body: {}, ifMatch: await revision() }),
  ],
  [
    'erasure',
    async () =>
      admin.eraseUser({
        params: { userId },
        body: { confirm: 'erase' },
        ifMatch: await revision(),
      }),
  ],
  [
    'a new password',
    async () => {
      await service.client().forgotPassword({ body: { email } });
      const token = await service.tokenFor(email);
      await service
        .client()
        .resetPassword({ body: { token, password: 'eight grey herons sleep' } });
    },
  ],
])('%s tells the system once, naming the person and the session', async (_, act) => {
  await enterIt();
  const sid = await sidOf();
  await act();
  expect(await told()).toEqual([
    {
      ...{ iss: publicUrl, aud: system.systemId, sub: userId, sid, jti: expect.any(String) },
      ...{ iat: expect.any(Number), exp: expect.any(Number), events: { [logoutEvent]: {} } },
    },
  ]);
});

test('only systems that the session entered are told, and other sessions stay', async () => {
  const other = await signedIn();
  await enterIt(other);
  await person.signOut({ body: {} });
  expect(await told()).toEqual([]);
  await other.signOut({ body: {} });
  expect(await told()).toHaveLength(1);
});

test('the eleventh sign-in ends the oldest session and tells the system', async () => {
  await enterIt();
  const sid = await sidOf();
  service.clock.advance({ seconds: 1 });
  for (let more = 0; more < limit.sessionsPerPersonMax; more++) await signedIn();
  expect(await told()).toMatchObject([{ sid }]);
});

test('signing in again in the same browser keeps the systems entered, under their session id', async () => {
  await enterIt();
  const sid = await sidOf();
  const cookie = `__Host-refresh=${person.tokens.refresh}`;
  const response = await service.send(`${publicUrl}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ email, password: goodPassword }),
  });
  expect(await told()).toEqual([]);
  const { accessToken, sessionId } = await response.json();
  expect(sessionId).not.toBe(sid);
  await service.send(`${publicUrl}/api/sessions/sign-out`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(await told()).toMatchObject([{ sid }]);
});

test('a role that may not enter is told; one that may is not', async () => {
  const editors = await register(admin, {
    ...{ pkceRequired: false, roles: ['editor'], backchannelLogoutUri: receiver.uri },
  });
  await enterIt();
  await enterIt(person, editors);
  const params = { userId };
  await admin.changeRole({ params, body: { role: 'expert' }, ifMatch: await revision() });
  expect(await told()).toMatchObject([{ aud: editors.systemId }]);
});

test('a disabled system is told about everybody who entered it', async () => {
  const third = await register(admin, { pkceRequired: false, backchannelLogoutUri: receiver.uri });
  await enterIt(person, third);
  const params = { systemId: third.systemId };
  await admin.disableSystem({ params, body: {}, ifMatch: third.etag });
  expect(await told()).toMatchObject([{ aud: third.systemId, sub: userId }]);
});

test('a system that no longer admits a role is told about the people who have it', async () => {
  const fourth = await register(admin, { pkceRequired: false, backchannelLogoutUri: receiver.uri });
  const email2 = `person${count++}@espoo.fi`;
  const { client: expert } = await service.join(admin, email2, organizationId, 'expert');
  await enterIt(person, fourth);
  await enterIt(expert, fourth);
  const params = { systemId: fourth.systemId };
  await admin.changeSystem({ params, body: { roles: ['expert'] }, ifMatch: fourth.etag });
  expect(await told()).toMatchObject([{ aud: fourth.systemId, sub: userId }]);
});

test('an expired session is not told before its row goes', async () => {
  await enterIt();
  service.clock.advance({ hours: limit.sessionIdleHours + 1 });
  expect(await told()).toEqual([]);
  expect((await loadAccount(service.deps.store, userId))?.sessions).toHaveLength(1);
});
