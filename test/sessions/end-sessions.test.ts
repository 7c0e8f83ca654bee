/**
 * Promise: people end their own sessions with their password only; those who manage a person end
 * all of that person's sessions, and nothing besides, from the next request on.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import type { Role } from '../../src/policy/roles.ts';
import { endOwnSession, endOwnSessions } from '../../src/sessions/end-sessions.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { write } from '../../src/store/tables.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

const own = { currentPassword: goodPassword };
const wrong = { currentPassword: 'not the password at all' };
const newPassword = 'eight grey herons sleep';

let service: Service;
let admin: Client;
let organizationId: string;
let otherId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const created = async (name: string) =>
    (await admin.createOrganization({ body: { name, language: 'fi' } })).organizationId;
  [organizationId, otherId] = [await created('Espoo'), await created('Vantaa')];
});
afterAll(() => service.stop());

// The clock moves on, and sessions end.
beforeEach(() => admin.signIn({ body: { email: firstAdministrator, password: goodPassword } }));

async function joined(role: Role = 'editor', home = organizationId) {
  const email = `${randomUUID()}@espoo.fi`;
  return { email, ...(await service.join(admin, email, home, role)) };
}

async function signedIn(email: string): Promise<Client> {
  const client = service.client();
  await client.signIn({ body: { email, password: goodPassword } });
  return client;
}

const sessionsOf = async (client: Client) => (await client.listSessions()).items;
const otherSession = async (client: Client) =>
  (await sessionsOf(client)).find(({ current }) => !current)?.sessionId ?? '';
const eventsOf = async (subjectId: string, kind: 'session_ended' | 'sessions_ended') =>
  (await admin.listEvents({ query: { subjectId, kind } })).items;

/** With the tokens that the client has now, so that none is renewed. */
async function outcomes({ access, refresh }: Client['tokens']) {
  const me = await service.send(`${publicUrl}/api/me`, {
    headers: { authorization: `Bearer ${access}` },
  });
  const body = { refreshToken: refresh };
  const renewed = await service
    .client()
    .refresh({ body })
    .then(
      () => 200,
      ({ status }) => status,
    );
  return [me.status, renewed];
}

test('people end their sessions with the password only, and sign out without it', async () => {
  const { email, client } = await joined();
  const other = await signedIn(email);
  const params = { sessionId: await otherSession(client) };
  await expect(client.endSession({ params, body: wrong })).rejects.toEqual(
    refused('wrong_password'),
  );
  await expect(client.endSessions({ body: wrong })).rejects.toEqual(refused('wrong_password'));
  expect(await sessionsOf(other)).toHaveLength(2);
  await client.endSession({ params, body: own });
  expect(await outcomes(other.tokens)).toEqual([401, 401]);
  expect(await sessionsOf(client)).toHaveLength(1);
  const third = await signedIn(email);
  await client.signOut({ body: {} });
  const { access, refresh } = third.tokens;
  await third.endSessions({ body: own });
  expect(await outcomes({ access, refresh })).toEqual([401, 401]);
});

test('without a password in the body, no request ends a session', async () => {
  const { email, client } = await joined();
  await signedIn(email);
  const mine = `${publicUrl}/api/me/sessions`;
  const other = `${mine}/${await otherSession(client)}`;
  const headers = {
    authorization: `Bearer ${client.tokens.access}`,
    'content-type': 'application/json',
  };
  for (const url of [`${mine}/end`, `${other}/end`])
    for (const body of ['{}', JSON.stringify({ currentPassword: '' })]) {
      const response = await service.send(url, { method: 'POST', headers, body });
      expect(await response.json(), url).toMatchObject({ code: 'invalid_input' });
    }
  expect(await sessionsOf(client)).toHaveLength(2);
});

test('wrong passwords count towards the one limit of guesses, and right ones do not', async () => {
  const { client } = await joined();
  const end = (body: { currentPassword: string }) =>
    client.endSession({ params: { sessionId: randomUUID() }, body });
  for (let times = 0; times <= limit.attemptsPerAccount; times++)
    await expect(end(own)).rejects.toEqual(refused('not_found'));
  for (let times = 0; times < limit.attemptsPerAccount / 2; times++) {
    await expect(end(wrong)).rejects.toEqual(refused('wrong_password'));
    await expect(client.endSessions({ body: wrong })).rejects.toEqual(refused('wrong_password'));
  }
  await expect(end(own)).rejects.toEqual(refused('too_many_attempts'));
  await expect(client.endSessions({ body: own })).rejects.toEqual(refused('too_many_attempts'));
});

test("nobody ends another person's session by its id (404 not_found)", async () => {
  const { client } = await joined();
  const victim = await joined();
  const [session] = await sessionsOf(victim.client);
  const params = { sessionId: session?.sessionId ?? '' };
  await expect(client.endSession({ params, body: own })).rejects.toEqual(refused('not_found'));
  expect(await sessionsOf(victim.client)).toHaveLength(1);
});

test('a password that was replaced while the request ran ends no session', async () => {
  const { email, client, userId } = await joined();
  const thief = await signedIn(email);
  const account = await loadAccount(service.deps.store, userId);
  if (!account) throw new Error('the account is missing');
  await client.changePassword({ body: { currentPassword: goodPassword, newPassword } });
  const now = service.clock.iso;
  const { deps } = service;
  const [kept] = await sessionsOf(client);
  await expect(endOwnSession(deps, account, kept?.sessionId ?? '', now)).rejects.toEqual(
    refused('wrong_password'),
  );
  await expect(endOwnSessions(deps, account, now)).rejects.toEqual(refused('wrong_password'));
  expect(await sessionsOf(client)).toHaveLength(1);
  expect(await outcomes(thief.tokens)).toEqual([401, 401]);
});

test("an administrator ends all of a person's sessions; the access token in use is refused", async () => {
  const { email, userId, client } = await joined();
  const other = await signedIn(email);
  await admin.endUserSessions({ params: { userId } });
  expect(await outcomes(client.tokens)).toEqual([401, 401]);
  expect(await outcomes(other.tokens)).toEqual([401, 401]);
  const again = await signedIn(email);
  expect((await again.me()).status).toBe('active');
  const { userId: actorId } = await admin.me();
  expect(await eventsOf(userId, 'sessions_ended')).toEqual([expect.objectContaining({ actorId })]);
});

test('ending the sessions of somebody who has none changes nothing, however often', async () => {
  const { userId } = await joined();
  for (let times = 0; times < 3; times++) await admin.endUserSessions({ params: { userId } });
  expect(await eventsOf(userId, 'sessions_ended')).toHaveLength(1);
  const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
  const body = {
    email: `${randomUUID()}@espoo.fi`,
    role: 'expert',
    organizationId,
    ...names,
  } as const;
  const invited = await admin.createInvitation({ body });
  await admin.endUserSessions({ params: { userId: invited.userId } });
  expect(await eventsOf(invited.userId, 'sessions_ended')).toEqual([]);
});

test('password, second steps, links and pending changes outlast what an administrator ends', async () => {
  const { email, userId, client } = await joined();
  const elsewhere = `${randomUUID()}@espoo.fi`;
  await client.requestAddressChange({ body: { email: elsewhere, ...own } });
  const token = await service.tokenFor(elsewhere);
  const before = await admin.readUser({ params: { userId } });
  await admin.endUserSessions({ params: { userId } });
  expect(await admin.readUser({ params: { userId } })).toEqual(before);
  expect((await (await signedIn(email)).me()).pendingChanges).toHaveLength(1);
  await service.client().confirmAddressChange({ body: { token } });
  expect((await (await signedIn(elsewhere)).me()).email).toBe(elsewhere);
});

test('a primary user ends sessions in the own organization only, and never those of an administrator', async () => {
  const primary = await joined('primary_user');
  const colleague = await joined();
  const stranger = await joined('editor', otherId);
  const above = await joined('admin');
  const end = ({ userId }: { userId: string }) =>
    primary.client.endUserSessions({ params: { userId } });
  await end(colleague);
  expect(await outcomes(colleague.client.tokens)).toEqual([401, 401]);
  await expect(end(stranger)).rejects.toEqual(refused('not_found'));
  await expect(end({ userId: randomUUID() })).rejects.toEqual(refused('not_found'));
  await expect(end(above)).rejects.toEqual(refused('role_above_own'));
  await expect(end(primary)).rejects.toEqual(refused('own_account'));
  for (const { client } of [stranger, above, primary])
    expect(await sessionsOf(client)).toHaveLength(1);
  const editor = await joined();
  await expect(
    editor.client.endUserSessions({ params: { userId: stranger.userId } }),
  ).rejects.toEqual(refused('not_allowed'));
});

test('a refresh at the same moment brings no session back', async () => {
  const { email, userId } = await joined();
  for (let round = 0; round < 8; round++) {
    const client = await signedIn(email);
    const body = { refreshToken: client.tokens.refresh };
    const [renewed] = await Promise.allSettled([
      client.refresh({ body }),
      admin.endUserSessions({ params: { userId } }),
    ]);
    expect(await outcomes(client.tokens), renewed.status).toEqual([401, 401]);
  }
});

test('a session that only a newer release can read ends too', async () => {
  const { userId, client } = await joined();
  await client.signOut({ body: {} });
  const key = { partitionKey: userId, rowKey: 'account.session.2:device' };
  const table = await service.deps.store.table('accounts');
  await write(table, [{ do: 'insert', key, row: { boundTo: 'a device' } }]);
  await admin.endUserSessions({ params: { userId } });
  expect((await loadAccount(service.deps.store, userId))?.unreadable).toEqual([]);
});
