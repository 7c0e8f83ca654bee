/** Promise: repeated, concurrent and stolen requests have one outcome, and nothing is lost. */
import { createPublicKey, randomUUID } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

const invitee = (
  email: string,
  role: 'admin' | 'primary_user' | 'editor' | 'expert' = 'expert',
) => ({
  email,
  firstName: 'Matti',
  lastName: 'Meikäläinen',
  organizationId,
  role,
  language: 'fi' as const,
});

const many = <T>(count: number, work: () => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, work));

const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) =>
    result.status === 'fulfilled'
      ? 'ok'
      : result.reason instanceof ProblemError
        ? result.reason.code
        : 'broken',
  );

test('attack 3: 50 parallel activations with one link: exactly one succeeds', async () => {
  await admin.createInvitation({ body: invitee('once@espoo.fi') });
  const token = await service.tokenFor('once@espoo.fi');
  const outcome = codes(await many(50, () => service.activate(token)));
  expect(outcome.filter((code) => code === 'ok')).toHaveLength(1);
  expect(outcome).not.toContain('broken');
  expect(outcome).not.toContain('internal_error');
});

test('20 parallel invitations of one address create one account', async () => {
  const body = invitee('twin@espoo.fi');
  const outcome = codes(await many(20, () => admin.createInvitation({ body })));
  expect(outcome.filter((code) => code === 'ok')).toHaveLength(1);
  expect(new Set(outcome)).toEqual(new Set(['ok', 'address_taken']));
});

test('a repeated request returns its invitation; its key with another body is refused', async () => {
  const body = invitee('again@espoo.fi');
  const idempotencyKey = randomUUID();
  const first = await admin.createInvitation({ body, idempotencyKey });
  const second = await admin.createInvitation({ body, idempotencyKey });
  expect(second.userId).toBe(first.userId);
  await service.drainMail();
  expect(service.mailbox.messages('again@espoo.fi')).toHaveLength(1);
  const other = { body: invitee('other@espoo.fi'), idempotencyKey };
  await expect(admin.createInvitation(other)).rejects.toEqual(refused('idempotency_key_reused'));
  const fresh = await admin.createInvitation({ body: invitee('other@espoo.fi') });
  expect(fresh.status).toBe('invited');
});

test('attack 11: 20 parallel refreshes: at most one succeeds, and reuse ends the session', async () => {
  const { client } = await service.join(admin, 'refresh@espoo.fi', organizationId, 'expert');
  const refreshToken = client.tokens.refresh;
  const outcome = codes(await many(20, () => service.client().refresh({ body: { refreshToken } })));
  expect(outcome.filter((code) => code === 'ok').length).toBeLessThanOrEqual(1);
  expect(outcome).not.toContain('internal_error');
  await expect(client.refresh({ body: { refreshToken } })).rejects.toEqual(
    refused('not_signed_in'),
  );
});

test('attack 8: 200 parallel wrong passwords: no more are checked than the limit; a reset link still works', async () => {
  await service.join(admin, 'guess@espoo.fi', organizationId, 'expert');
  const wrong = { email: 'guess@espoo.fi', password: 'not the password at all' };
  const outcome = codes(await many(200, () => service.client().signIn({ body: wrong })));
  const checked = outcome.filter((code) => code === 'sign_in_failed');
  expect(checked.length).toBeLessThanOrEqual(limit.attemptsPerAccount);
  expect(new Set(outcome)).toEqual(new Set(['sign_in_failed', 'too_many_attempts']));
  const right = { email: 'guess@espoo.fi', password: goodPassword };
  await expect(service.client().signIn({ body: right })).rejects.toEqual(
    refused('too_many_attempts'),
  );
  await service.client().forgotPassword({ body: { email: 'guess@espoo.fi' } });
  const token = await service.tokenFor('guess@espoo.fi');
  const password = 'eleven brown bears fish';
  await expect(service.activate(token)).rejects.toEqual(refused('link_invalid'));
  await service.client().resetPassword({ body: { token, password } });
  const inside = service.client();
  await inside.signIn({ body: { email: 'guess@espoo.fi', password } });
  expect((await inside.me()).email).toBe('guess@espoo.fi');
}, 120_000);

test('attack 14: sign-ins to unknown, invited, deactivated and erased addresses get the same response', async () => {
  await admin.createInvitation({ body: invitee('invited@espoo.fi') });
  for (const state of ['deactivated', 'erased'] as const) {
    const { userId } = await service.join(admin, `${state}@espoo.fi`, organizationId, 'expert');
    const { etag: ifMatch } = await admin.readUser({ params: { userId } });
    if (state === 'deactivated')
      await admin.deactivateUser({ params: { userId }, body: {}, ifMatch });
    else await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch });
  }
  const answers = [];
  for (const state of ['unknown', 'invited', 'deactivated', 'erased'])
    answers.push(await raw('api/sessions', { email: `${state}@espoo.fi`, password: goodPassword }));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 401 });
});

test('erasure leaves neither name nor address in any table, and the address can be invited anew', async () => {
  const { userId } = await service.join(admin, 'gone.for.good@espoo.fi', organizationId, 'editor');
  const { etag: ifMatch } = await admin.readUser({ params: { userId } });
  await admin.changeUser({ params: { userId }, body: { lastName: 'Poistuva' }, ifMatch });
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
  const dump = await everything();
  for (const word of ['gone.for.good', 'Poistuva'])
    for (const form of [word, Buffer.from(word).toString('hex'), encodeURIComponent(word)])
      expect(dump.toLowerCase()).not.toContain(form.toLowerCase());
  const events = await admin.listEvents({ query: { subjectId: userId } });
  expect(events.items.map((event) => event.kind)).toContain('erased');
  const again = await admin.createInvitation({ body: invitee('gone.for.good@espoo.fi') });
  expect(again.userId).not.toBe(userId);
});

test('attack 4: nobody assigns a role above their own, and losing that right voids the invitation', async () => {
  const primary = await service.join(admin, 'chief@espoo.fi', organizationId, 'primary_user');
  const above = { body: invitee('above@espoo.fi', 'admin') };
  await expect(primary.client.createInvitation(above)).rejects.toEqual(refused('role_above_own'));
  await primary.client.createInvitation({ body: invitee('void@espoo.fi', 'primary_user') });
  const token = await service.tokenFor('void@espoo.fi');
  const { userId } = primary;
  const { etag: ifMatch } = await admin.readUser({ params: { userId } });
  await admin.changeRole({ params: { userId }, body: { role: 'expert' }, ifMatch });
  await expect(service.activate(token)).rejects.toEqual(refused('link_invalid'));
});

test('the last administrator cannot be removed', async () => {
  const { userId, etag } = await admin.me();
  const body = { currentPassword: goodPassword };
  await expect(admin.closeMe({ body })).rejects.toEqual(refused('last_administrator'));
  const demote = { params: { userId }, body: { role: 'expert' as const }, ifMatch: etag };
  await expect(admin.changeRole(demote)).rejects.toEqual(refused('own_account'));
});

test('the old address is notified of a new one, which works once confirmed', async () => {
  const { client } = await service.join(admin, 'old@espoo.fi', organizationId, 'expert');
  const body = { email: 'new@espoo.fi', currentPassword: goodPassword };
  await client.requestAddressChange({ body });
  const token = await service.tokenFor('new@espoo.fi');
  expect(service.mailbox.messages('old@espoo.fi').length).toBeGreaterThan(1);
  await client.confirmAddressChange({ body: { token } });
  expect((await client.me()).email).toBe('new@espoo.fi');
  const signIn = (email: string) =>
    service.client().signIn({ body: { email, password: goodPassword } });
  await expect(signIn('old@espoo.fi')).rejects.toEqual(refused('sign_in_failed'));
  expect((await signIn('new@espoo.fi')).accessToken).toBeTruthy();
});

test('the manual verifies a token, which holds no personal data, with the published keys alone', async () => {
  const { keys } = await service.client().jwks();
  const token = admin.tokens.access ?? '';
  const key = keys.find(({ kid }) => kid === jwt.decode(token, { complete: true })?.header.kid);
  const publicKey = createPublicKey({ key: key ?? {}, format: 'jwk' });
  const claims = jwt.verify(token, publicKey, {
    issuer: publicUrl,
    audience: 'employment-services-manual',
    clockTimestamp: Math.floor(service.clock.now() / 1_000),
  });
  expect(Object.keys(claims).sort()).toEqual(
    ['aud', 'exp', 'iat', 'iss', 'org', 'role', 'sid', 'sub'].sort(),
  );
});

test('a browser gets the refresh token in a cookie that scripts cannot read', async () => {
  const response = await service.send(`${publicUrl}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'new@espoo.fi', password: goodPassword, cookie: true }),
  });
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(
    /^__Host-refresh=.+; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Strict$/,
  );
  expect(await response.json()).not.toHaveProperty('refreshToken');
});

test.each([
  ['no JSON', '{', 400, 'malformed_body'],
  ['not UTF-8', new Uint8Array([123, 255, 125]), 400, 'malformed_body'],
  ['a list', '[]', 400, 'invalid_input'],
  ['nothing', '', 400, 'malformed_body'],
  ['an unknown field', JSON.stringify({ email: 'a@b.fi', role: 'admin' }), 400, 'invalid_input'],
  ['a prototype key', '{"email":"a@b.fi","__proto__":{"role":"admin"}}', 400, 'invalid_input'],
  ['the wrong type', JSON.stringify({ email: 7 }), 400, 'invalid_input'],
  ['deep nesting', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 400, 'invalid_input'],
  ['70 KiB', JSON.stringify({ email: 'a'.repeat(71_680) }), 413, 'body_too_large'],
])('%s is refused with a code (%#)', async (_, body, status, code) => {
  const headers = { 'content-type': 'application/json' };
  const url = `${publicUrl}/api/password/forgot`;
  const response = await service.send(url, { method: 'POST', headers, body });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code, status });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
});

test.each([
  ['a year nobody means', 'until=0000-01-01T00:00:00Z'],
  ['a span of centuries', 'from=2000-01-01T00:00:00Z&until=2099-01-01T00:00:00Z'],
  ['times the wrong way round', 'from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z'],
  ['a made-up cursor', 'cursor=eyJtb250aCI6IjIwMjYwMyIsIm5leHQiOiJ4In0'],
  ['a forged cursor', 'cursor=eyJtb250aCI6IjIwMjYwMyIsIm5leHQiOiJ4In0.AAAA'],
  ['an unknown parameter', 'colour=red'],
  ['a parameter twice', 'limit=1&limit=2'],
  ['too many rows', 'limit=100000'],
  ['an operator for a kind', "kind=a' or 1 eq 1"],
])('events with %s are refused at once (400)', async (_, query) => {
  const begun = performance.now();
  const response = await get(`api/audit?${query}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'invalid_input' });
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test('events are read page by page, each once', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.listEvents({ query: { limit: 7, ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ eventId }) => eventId));
    cursor = page.next;
  } while (cursor);
  expect(seen.length).toBeGreaterThan(20);
  expect(new Set(seen).size).toBe(seen.length);
});

test.each(['x', "' or 1 eq 1", '..', '%00', randomUUID()])(
  'a person with the id %j is not found (404)',
  async (odd) => {
    const response = await get(`api/users/${encodeURIComponent(odd)}`);
    expect(response.status).toBe(404);
  },
);

test.each([
  ['no If-Match', {}, 428],
  ['a garbled If-Match', { 'if-match': 'W/"x"' }, 412],
  ['another revision', { 'if-match': '"999"' }, 412],
  ['no JSON type', { 'if-match': '"1"', 'content-type': 'text/plain' }, 415],
])('a change with %s is refused', async (_, headers, status) => {
  const response = await service.send(`${publicUrl}/api/me`, {
    method: 'PATCH',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${admin.tokens.access}`,
      ...headers,
    },
    body: JSON.stringify({ firstName: 'Uusi' }),
  });
  expect(response.status).toBe(status);
});

function get(path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${admin.tokens.access}` };
  return service.send(`${publicUrl}/${path}`, { headers });
}

/** A raw response without the parts that differ for every request. */
async function raw(path: string, body: object) {
  const response = await service.send(`${publicUrl}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { requestId: _, ...rest } = await response.json();
  const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
  return { status: response.status, headers, ...rest };
}

async function everything(): Promise<string> {
  const found: string[] = [...service.logs];
  for (const name of [
    'accounts',
    'logins',
    'directory',
    'schedule',
    'mails',
    'throttle',
    'journal202603',
  ])
    for await (const row of TableClient.fromConnectionString(service.connectionString, name, {
      allowInsecureConnection: true,
    }).listEntities())
      found.push(JSON.stringify(row));
  return found.join('\n');
}

test('a browser that signs in again has one session: the former one ends, whosever it was', async () => {
  const cookieOf = async (email: string, cookie = '') => {
    const response = await service.send(`${publicUrl}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ email, password: goodPassword, cookie: true }),
    });
    expect(response.status).toBe(200);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const renewed = async (cookie: string) => {
    const headers = { 'content-type': 'application/json', cookie };
    const url = `${publicUrl}/api/sessions/refresh`;
    return (await service.send(url, { method: 'POST', headers, body: '{}' })).status;
  };
  const somebody = `${randomUUID()}@espoo.fi`;
  const { organizationId } = await admin.me();
  await service.join(admin, somebody, organizationId, 'editor');
  const elsewhere = await cookieOf(somebody);
  const former = await cookieOf(somebody);
  const other = await cookieOf(firstAdministrator, former);
  expect(await renewed(former)).toBe(401);
  expect(await renewed(other)).toBe(200);
  expect(await renewed(elsewhere)).toBe(200);
  // A cookie that was never issued ends nothing.
  await cookieOf(firstAdministrator, elsewhere.replace(/.{6}$/, 'AAAAAA'));
});
