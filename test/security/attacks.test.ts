/**
 * Promise: attacks that worked on other systems fail here. Each test's name has the number of its
 * attack; some are in other files, and the last test checks that none is missing.
 */
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { api, type Endpoint, type EndpointName } from '../../src/api.ts';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import type { roles } from '../../src/policy/roles.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';

const otherPassword = 'eleven brown bears fish';

let service: Service;
let admin: Client;
let espoo: string;
let turku: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  espoo = await newOrganization('Espoo');
  turku = await newOrganization('Turku');
});

afterAll(() => service.stop());

async function newOrganization(name: string): Promise<string> {
  const { organizationId } = await admin.createOrganization({ body: { name, language: 'fi' } });
  return organizationId;
}

const invitee = (email: string, role: (typeof roles)[number] = 'expert') => ({
  email,
  firstName: 'Matti',
  lastName: 'Meikäläinen',
  organizationId: espoo,
  role,
  language: 'fi' as const,
});

async function invited(email: string): Promise<string> {
  await admin.createInvitation({ body: invitee(email) });
  return service.tokenFor(email);
}

const activation = (token: string) => ({
  token,
  password: goodPassword,
  language: 'en' as const,
  privacyNoticeRead: true as const,
});

const statusOf = async (userId: string) => (await admin.readUser({ params: { userId } })).status;

function request(path: string, init: RequestInit = {}, token = admin.tokens.access ?? '') {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return service.send(`${publicUrl}/${path}`, {
    ...init,
    headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
  });
}

const me = (token: string) => request('api/me', {}, token);

test('attack 1: a token with any character changed is refused, and roles come from storage', async () => {
  const { userId } = await admin.createInvitation({ body: invitee('one@espoo.fi') });
  const token = await service.tokenFor('one@espoo.fi');
  const person = service.client();
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'a' ? 'b' : 'a';
    const changed = `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    await expect(person.checkLink({ body: { token: changed } })).rejects.toEqual(
      refused('link_invalid'),
    );
  }
  for (const extra of [{ role: 'admin' }, { organizationId: turku }, { email: 'x@example.fi' }]) {
    const body = JSON.stringify({ ...activation(token), ...extra });
    const answer = await request('api/activate', { method: 'POST', body }, '');
    expect(answer.status).toBe(400);
  }
  expect(await statusOf(userId)).toBe('invited');
  await person.activate({ body: activation(token) });
  expect(await person.me()).toMatchObject({ role: 'expert', organizationId: espoo });
});

test('attack 2: ids shown in lists grant no access', async () => {
  const { userId, etag } = await admin.createInvitation({ body: invitee('two@espoo.fi') });
  const person = service.client();
  for (const token of [
    userId,
    `${userId}.${etag}`,
    `${userId}.${'a'.repeat(16)}.${'a'.repeat(43)}`,
  ])
    await expect(person.activate({ body: activation(token) })).rejects.toEqual(
      refused('link_invalid'),
    );
  expect(await statusOf(userId)).toBe('invited');
});

test('attack 5 and 27: only a reset link sets a password, and each link serves only its own purpose', async () => {
  const invitation = await invited('five@espoo.fi');
  const person = service.client();
  const reset = (token: string) =>
    person.resetPassword({ body: { token, password: otherPassword } });
  await expect(reset(invitation)).rejects.toEqual(refused('link_invalid'));
  await expect(person.keepAlive({ body: { token: invitation } })).rejects.toEqual(
    refused('link_invalid'),
  );
  await person.activate({ body: activation(invitation) });
  await service.client().forgotPassword({ body: { email: 'five@espoo.fi' } });
  const link = await service.tokenFor('five@espoo.fi');
  for (const body of [activation(link)])
    await expect(service.client().activate({ body })).rejects.toEqual(refused('link_invalid'));
  for (const use of ['keepAlive', 'askRestore', 'confirmAddressChange'] as const)
    await expect(service.client()[use]({ body: { token: link } })).rejects.toEqual(
      refused('link_invalid'),
    );
  const without = JSON.stringify({ password: otherPassword });
  const answer = await request('api/password/reset', { method: 'POST', body: without }, '');
  expect(answer.status).toBe(400);
  await person.signIn({ body: { email: 'five@espoo.fi', password: goodPassword } });
});

test('attack 6 and 22: a deactivated person is refused at once, with every kind of credential', async () => {
  const { userId, client } = await service.join(admin, 'six@espoo.fi', espoo, 'editor');
  await service.client().forgotPassword({ body: { email: 'six@espoo.fi' } });
  const link = await service.tokenFor('six@espoo.fi');
  const { access = '', refresh: refreshToken = '' } = client.tokens;
  const { etag: ifMatch } = await admin.readUser({ params: { userId } });
  await admin.deactivateUser({ params: { userId }, body: {}, ifMatch });
  expect((await me(access)).status).toBe(401);
  const stranger = service.client();
  await expect(stranger.refresh({ body: { refreshToken } })).rejects.toEqual(
    refused('not_signed_in'),
  );
  await expect(
    stranger.resetPassword({ body: { token: link, password: otherPassword } }),
  ).rejects.toEqual(refused('link_invalid'));
  for (const password of [goodPassword, otherPassword])
    await expect(stranger.signIn({ body: { email: 'six@espoo.fi', password } })).rejects.toEqual(
      refused('sign_in_failed'),
    );
  expect(await statusOf(userId)).toBe('deactivated');
});

test('attack 22: an erased or merely invited person is refused with every kind of credential', async () => {
  const email = 'gone22@espoo.fi';
  const { userId, client } = await service.join(admin, email, espoo, 'editor');
  await service.client().forgotPassword({ body: { email } });
  const link = await service.tokenFor(email);
  const { access = '', refresh: refreshToken = '' } = client.tokens;
  const { etag: ifMatch } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch });
  const stranger = service.client();
  expect((await me(access)).status).toBe(401);
  const reset = { token: link, password: otherPassword };
  for (const [use, code] of [
    [() => stranger.refresh({ body: { refreshToken } }), 'not_signed_in'],
    [() => stranger.resetPassword({ body: reset }), 'link_invalid'],
    [() => stranger.signIn({ body: { email, password: goodPassword } }), 'sign_in_failed'],
  ] as const)
    await expect(use()).rejects.toEqual(refused(code));
  for (const address of [email, 'only.invited@espoo.fi']) {
    if (address !== email) await invited(address);
    const mails = service.mailbox.messages(address).length;
    await stranger.forgotPassword({ body: { email: address } });
    await service.drainMail();
    // Whoever is invited gets the same invitation again, which opens nothing else.
    const again = address === email ? 0 : 1;
    expect(service.mailbox.messages(address)).toHaveLength(mails + again);
    const credentials = { email: address, password: goodPassword };
    await expect(stranger.signIn({ body: credentials })).rejects.toEqual(refused('sign_in_failed'));
  }
});

test('attack 7: after a change of role, an old token has only the new rights', async () => {
  const { userId, client } = await service.join(admin, 'seven@espoo.fi', espoo, 'primary_user');
  expect((await client.searchUsers({ body: {} })).total).toBeGreaterThan(0);
  const { etag: ifMatch } = await admin.readUser({ params: { userId } });
  await admin.changeRole({ params: { userId }, body: { role: 'expert' }, ifMatch });
  const answer = await request(
    'api/users/search',
    { method: 'POST', body: '{}' },
    client.tokens.access,
  );
  expect(answer.status).toBe(403);
});

test('attack 9: links carry the configured address, whatever headers say', async () => {
  await service.join(admin, 'nine@espoo.fi', espoo, 'expert');
  const headers = {
    'content-type': 'application/json',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-original-host': 'evil.example',
    forwarded: 'host=evil.example;proto=http',
  };
  const body = JSON.stringify({ email: 'nine@espoo.fi' });
  await service.send('https://evil.example/api/password/forgot', { method: 'POST', headers, body });
  await service.drainMail();
  const [newest] = await service.mailbox.messages('nine@espoo.fi');
  const links = [...(newest?.text ?? '').matchAll(/https?:\/\/[^/\s]+/g)].map(([link]) => link);
  expect(links.length).toBeGreaterThan(0);
  expect(new Set(links)).toEqual(new Set([publicUrl]));
  expect(JSON.stringify(newest)).not.toContain('evil.example');
});

test('attack 10: no other algorithm, key or key address is accepted', async () => {
  const token = admin.tokens.access ?? '';
  const { header, payload } = jwt.decode(token, { complete: true }) as jwt.Jwt;
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { keys } = await service.client().jwks();
  const [published] = keys;
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = { algorithm: 'ES256', keyid: header.kid ?? '' } as const;
  const embedded = { ...foreign.publicKey.export({ format: 'jwk' }), kid: header.kid };
  const hmacHead = `${part({ ...header, alg: 'HS256' })}.${part(payload)}`;
  const forged = [
    `${part({ ...header, alg: 'none' })}.${part(payload)}.`,
    `${part({ ...header, alg: 'None' })}.${part(payload)}.`,
    ...[JSON.stringify(published), String(published?.['x'])].map(
      (secret) =>
        `${hmacHead}.${createHmac('sha256', secret).update(hmacHead).digest('base64url')}`,
    ),
    jwt.sign(payload, foreign.privateKey, own),
    jwt.sign(payload, foreign.privateKey, { ...own, keyid: 'another' }),
    jwt.sign(payload, foreign.privateKey, {
      ...own,
      header: { alg: 'ES256', kid: header.kid ?? '', ...{ jwk: embedded } },
    }),
    jwt.sign(payload, foreign.privateKey, {
      ...own,
      header: { alg: 'ES256', ...{ jku: 'https://evil.example/jwks.json' } },
    }),
    ...['../../etc/passwd', "' or 1 eq 1", 'null', ''].map((kid) =>
      jwt.sign(payload, foreign.privateKey, { algorithm: 'ES256', keyid: kid }),
    ),
    token.slice(0, -4),
    `${token}x`,
  ];
  for (const each of forged) expect((await me(each)).status).toBe(401);
  expect((await me(token)).status).toBe(200);
});

test('attack 12: an erased address returns as a new person, without the former role or access', async () => {
  const before = await service.join(admin, 'twelve@espoo.fi', espoo, 'primary_user');
  const { etag: ifMatch } = await admin.readUser({ params: { userId: before.userId } });
  const params = { userId: before.userId };
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch });
  const after = await service.join(admin, 'twelve@espoo.fi', turku, 'expert');
  expect(after.userId).not.toBe(before.userId);
  expect(await after.client.me()).toMatchObject({ role: 'expert', organizationId: turku });
  expect(JSON.stringify(await after.client.myData())).not.toContain(before.userId);
  expect((await me(before.client.tokens.access ?? '')).status).toBe(401);
});

test('attack 13: an address in another case or form is the same account, and e-mail goes to the stored one', async () => {
  await service.join(admin, 'thirteen@espoo.fi', espoo, 'expert');
  const same = ['THIRTEEN@ESPOO.FI', ' thirteen@espoo.fi ', 'thirteen@espoo.fi.'];
  for (const email of [...same, '\uff54hirteen@espoo.fi', 'thirteen\u200b@espoo.fi'])
    await expect(admin.createInvitation({ body: invitee(email) })).rejects.toEqual(
      refused('address_taken'),
    );
  const odd = [
    'th\u0130rteen@espoo.fi',
    'th\u0131rteen@espoo.fi',
    'tе@espoo.fi',
    'thirte\u0301en@espoo.fi',
    'thirte\u0301en@espoo.fi'.normalize('NFC'),
  ];
  for (const email of odd) {
    const stranger = service.client();
    const uses = [
      () => admin.createInvitation({ body: invitee(email) }),
      () => stranger.signIn({ body: { email, password: goodPassword } }),
      () => stranger.forgotPassword({ body: { email } }),
    ];
    for (const use of uses) await expect(use(), email).rejects.toEqual(refused('invalid_input'));
  }
  await service.drainMail();
  const before = (await service.mailbox.messages('thirteen@espoo.fi')).length;
  await service.client().forgotPassword({ body: { email: 'THIRTEEN@espoo.FI' } });
  await service.drainMail();
  expect(await service.mailbox.messages('thirteen@espoo.fi')).toHaveLength(before + 1);
  expect(await service.mailbox.messages('THIRTEEN@espoo.FI')).toEqual(
    await service.mailbox.messages('thirteen@espoo.fi'),
  );
});

const ids: Record<string, string> = {};
const filled = (path: string, own: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => own[name] ?? ids[name] ?? randomUUID());

const guarded = (Object.entries(api) as [EndpointName, Endpoint][]).filter(
  ([, { permission }]) => permission !== 'public',
);

test('attack 15: direct calls to routes that a role may not use are refused', async () => {
  const { client, userId } = await service.join(admin, 'fifteen@espoo.fi', espoo, 'expert');
  const only = guarded.filter(([, { permission }]) => permission !== 'account.use');
  const forbidden = only.filter(([, { permission }]) => permission !== 'people.propose');
  expect(forbidden.length).toBeGreaterThan(40);
  for (const [name, { method, path }] of forbidden) {
    const at = filled(path, { userId, organizationId: espoo });
    const body = method === 'GET' ? {} : { body: '{}' };
    const answer = await request(at, { method, ...body }, client.tokens.access);
    expect([name, answer.status]).toEqual([name, 403]);
  }
});

test('attack 16 and 21: a used or expired link is refused, whether or not any timer ran', async () => {
  const token = await invited('sixteen@espoo.fi');
  await service.activate(token);
  await expect(service.activate(token)).rejects.toEqual(refused('link_invalid'));
  const late = await invited('late@espoo.fi');
  const { expiresAt } = await service.client().checkLink({ body: { token: late } });
  const milliseconds = Date.parse(expiresAt) - service.clock.now();
  service.clock.advance({ milliseconds: milliseconds + 1_000 });
  await expect(service.activate(late)).rejects.toEqual(refused('link_invalid'));
  admin = service.client();
  await admin.signIn({
    body: { email: 'first.admin@example.fi', password: goodPassword },
  });
});

test('attack 17: expiry is checked when a link takes effect, to the millisecond', async () => {
  await service.join(admin, 'seventeen@espoo.fi', espoo, 'expert');
  await service.client().forgotPassword({ body: { email: 'seventeen@espoo.fi' } });
  const token = await service.tokenFor('seventeen@espoo.fi');
  const { expiresAt } = await service.client().checkLink({ body: { token } });
  service.clock.advance({ milliseconds: Date.parse(expiresAt) - service.clock.now() + 1 });
  const body = { token, password: otherPassword };
  await expect(service.client().resetPassword({ body })).rejects.toEqual(refused('link_invalid'));
});

test('attack 17: address change links, invitations and restoration links expire alike', async () => {
  admin = service.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const { client } = await service.join(admin, 'moving@espoo.fi', espoo, 'expert');
  const { userId } = await service.join(admin, 'left@espoo.fi', espoo, 'expert');
  const wanted = { email: 'moved@espoo.fi', currentPassword: goodPassword };
  await client.requestAddressChange({ body: wanted });
  const change = await service.tokenFor('moved@espoo.fi');
  const invitation = await invited('seventh@espoo.fi');
  const { etag: ifMatch } = await admin.readUser({ params: { userId } });
  await admin.deactivateUser({ params: { userId }, body: {}, ifMatch });
  const restore = await service.tokenFor('left@espoo.fi');
  const stranger = service.client();
  for (const [token, use] of [
    [change, () => stranger.confirmAddressChange({ body: { token: change } })],
    [invitation, () => service.activate(invitation)],
    [restore, () => stranger.askRestore({ body: { token: restore } })],
  ] as const) {
    const { expiresAt } = await stranger.checkLink({ body: { token } });
    service.clock.advance({ milliseconds: Date.parse(expiresAt) - service.clock.now() + 1 });
    await expect(use()).rejects.toEqual(refused('link_invalid'));
  }
  admin = service.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
});

test('attack 18: an undeclared method is refused before anything else happens', async () => {
  const body = JSON.stringify({ email: 'first.admin@example.fi', password: 'wrong' });
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const given = method === 'GET' ? {} : { body };
    const answer = await request('api/sessions', { method, ...given }, '');
    expect([method, answer.status]).toEqual([method, 405]);
  }
});

test('attack 19: roles, status, organization and prototype keys sent with a change are refused', async () => {
  const { userId, client } = await service.join(admin, 'nineteen@espoo.fi', espoo, 'editor');
  const before = JSON.stringify(await admin.readUser({ params: { userId } }));
  const extras = [
    '"role":"admin"',
    '"roles":["admin"]',
    '"status":"active"',
    `"organizationId":"${turku}"`,
    '"__proto__":{"role":"admin"}',
    '"constructor":{"prototype":{"role":"admin"}}',
  ];
  const own = { 'if-match': JSON.parse(before).etag, 'idempotency-key': randomUUID() };
  for (const extra of extras) {
    const body = `{"firstName":"Matti",${extra}}`;
    const answer = await request(
      'api/me',
      { method: 'PATCH', body, headers: own },
      client.tokens.access,
    );
    expect([extra, answer.status]).toEqual([extra, 400]);
  }
  expect(JSON.stringify(await admin.readUser({ params: { userId } }))).toBe(before);
  expect(({} as Record<string, unknown>)['role']).toBeUndefined();
});

/** Forms of a protocol are left out: unknown parameters are ignored there (RFC 6749, 3.2). */
const writing = (Object.entries(api) as [EndpointName, Endpoint][]).filter(
  ([, { body, protocol }]) => body instanceof z.ZodObject && !protocol,
);

test('attack 19: every route that accepts fields refuses unknown ones', async () => {
  const { userId, client } = await service.join(admin, 'fields@espoo.fi', espoo, 'editor');
  const before = JSON.stringify(await admin.readUser({ params: { userId } }));
  expect(writing.length).toBeGreaterThan(25);
  for (const [name, { method, path, body, permission }] of writing) {
    const known = body instanceof z.ZodObject ? Object.keys(body.shape) : [];
    const unknown = ['role', 'roles', 'status', 'organizationId', 'userId', 'constructor'].filter(
      (key) => !known.includes(key),
    );
    const own = [...unknown, '__proto__'].map((key) => `"${key}":"admin"`).join(',');
    const headers = { 'if-match': JSON.parse(before).etag, 'idempotency-key': randomUUID() };
    const at = filled(path, { userId, organizationId: espoo });
    // Only people who may not invite can propose.
    const caller = permission === 'people.propose' ? client : admin;
    const sent = { method, body: `{${own}}`, headers };
    const answer = await request(at, sent, caller.tokens.access);
    expect([name, answer.status]).toEqual([name, 400]);
    const { faults } = z
      .object({ faults: z.array(z.object({ field: z.string() })) })
      .parse(await answer.json());
    const named = faults.map(({ field }) => field);
    expect([name, named]).toEqual([
      name,
      expect.arrayContaining(unknown.map((key) => `body.${key}`)),
    ]);
  }
  expect(JSON.stringify(await admin.readUser({ params: { userId } }))).toBe(before);
});

test('attack 20: reading does not use up a link, and no page of the portal submits by itself', async () => {
  const token = await invited('twenty@espoo.fi');
  for (const path of ['activate', 'keep', 'restore', 'reset', 'confirm-address'])
    await service.send(`${publicUrl}/${path}?token=${token}`);
  await service.client().checkLink({ body: { token } });
  await service.activate(token);
  const folder = join(import.meta.dirname, '..', '..', 'src', 'portal');
  const sources = globSync('**/*.tsx', { cwd: folder });
  expect(sources.length).toBeGreaterThan(40);
  for (const path of sources)
    expect(readFileSync(join(folder, path), 'utf8')).not.toMatch(
      /\.submit\(\)|requestSubmit|\.click\(\)/,
    );
});

test('attack 23: ids of another organization are indistinguishable from unknown ids', async () => {
  const stranger = await service.join(admin, 'stranger@turku.fi', turku, 'editor');
  const chief = await service.join(admin, 'chief23@espoo.fi', espoo, 'primary_user');
  const targeted = guarded.filter(([, { target }]) => target !== undefined);
  expect(targeted.length).toBeGreaterThan(15);
  for (const [name, { method, path }] of targeted) {
    const ask = async (own: Record<string, string>) => {
      const body = method === 'GET' ? {} : { body: '{}' };
      const headers = { 'if-match': '"1"', 'idempotency-key': randomUUID() };
      const at = filled(path, own);
      const answer = await request(at, { method, ...body, headers }, chief.client.tokens.access);
      const { requestId: _, ...said } = await answer.json();
      return said;
    };
    const theirs = await ask({ userId: stranger.userId, organizationId: turku });
    const nobodys = await ask({ userId: randomUUID(), organizationId: randomUUID() });
    expect([name, theirs]).toEqual([name, nobodys]);
    expect([403, 404]).toContain(theirs.status);
  }
  expect(await statusOf(stranger.userId)).toBe('active');
});

test('attack 24: one limit counts attempts on every path that accepts the password', async () => {
  const email = 'limit@espoo.fi';
  const { client } = await service.join(admin, email, espoo, 'expert');
  const wrong = 'not the password at all';
  const body = { currentPassword: wrong, newPassword: otherPassword };
  const guesses = [
    () => client.changePassword({ body }),
    () => client.requestAddressChange({ body: { email: 'x@espoo.fi', currentPassword: wrong } }),
    () => client.closeMe({ body: { currentPassword: wrong } }),
    () => client.beginTotp({ body: { currentPassword: wrong } }),
    () => client.beginPasskey({ body: { currentPassword: wrong } }),
    () => client.renewRecoveryCodes({ body: { currentPassword: wrong } }),
    () => client.endSessions({ body: { currentPassword: wrong } }),
    () =>
      client.endSession({
        params: { sessionId: randomUUID() },
        body: { currentPassword: wrong },
      }),
    () => service.client().signIn({ body: { email, password: wrong } }),
  ];
  const codes: string[] = [];
  for (let tries = 0; tries < limit.attemptsPerAccount + 4; tries++) {
    const outcome = await guesses[tries % guesses.length]?.().catch((error: unknown) => error);
    codes.push(outcome instanceof ProblemError ? outcome.code : 'accepted');
  }
  const checked = codes.filter((code) => code !== 'too_many_attempts');
  expect(checked.length).toBeLessThanOrEqual(limit.attemptsPerAccount);
  expect(codes.slice(-4)).toEqual(Array(4).fill('too_many_attempts'));
});

test('attack 25: a genuine token with a missing or different claim is refused', async () => {
  const now = new Date(service.clock.now()).toISOString();
  const keys = await service.deps.keyring.load(now);
  const key = keys.signing.find(({ activeFrom }) => activeFrom <= now);
  if (!key) throw new Error('no signing key is active');
  const whole = jwt.decode(admin.tokens.access ?? '') as Record<string, unknown>;
  const sign = (payload: object) => {
    // The library adds the time of issue if none is given.
    const noTimestamp = !('iat' in payload);
    return jwt.sign(payload, key.privateKey, { algorithm: 'ES256', keyid: key.kid, noTimestamp });
  };
  expect((await me(sign(whole))).status).toBe(200);
  for (const claim of ['exp', 'iat', 'aud', 'iss', 'sub', 'sid', 'org', 'role']) {
    const { [claim]: _, ...rest } = whole;
    expect([claim, (await me(sign(rest))).status]).toEqual([claim, 401]);
  }
  const seconds = Math.floor(service.clock.now() / 1_000);
  for (const other of [
    { iss: 'https://evil.example' },
    { aud: 'another-service' },
    { exp: seconds - 1 },
    { sub: randomUUID() },
    { sid: 'another' },
  ])
    expect([other, (await me(sign({ ...whole, ...other }))).status]).toEqual([other, 401]);
});

test('attack 26: no secret of any kind is in any log line', async () => {
  const email = 'logged@espoo.fi';
  const token = await invited(email);
  const client = await service.activate(token);
  const { access = '', refresh = '' } = client.tokens;
  await service
    .client()
    .signIn({ body: { email, password: otherPassword } })
    .catch(() => {});
  await service.client().forgotPassword({ body: { email } });
  const link = await service.tokenFor(email);
  await request('api/users/search', { method: 'POST', body: '{' }, access);
  await service.runTimer('lifecycle');
  const text = service.logs.join('\n');
  expect(service.logs.length).toBeGreaterThan(0);
  const secrets = [token, link, access, refresh, goodPassword, otherPassword, email];
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(Buffer.from(secret).toString('base64'));
  }
  expect(text).not.toMatch(/eyJ[\w-]+\.|AccountKey=|Bearer /);
});

test('attack 28: the mail service does not track opens, so it stores no link', () => {
  for (const name of ['prod', 'dev']) {
    const path = join(import.meta.dirname, '..', '..', 'infra', `${name}.snapshot.json`);
    const text = readFileSync(path, 'utf8');
    const settings = [...text.matchAll(/"userEngagementTracking": "(\w+)"/g)].map(([, it]) => it);
    const domains = [
      ...text.matchAll(/"type": "Microsoft\.Communication\/emailServices\/domains"/g),
    ];
    expect(domains.length).toBeGreaterThan(0);
    expect(settings).toEqual(domains.map(() => 'Disabled'));
  }
});

test('a source that forges X-Forwarded-For is still identified as the front end saw it', async () => {
  const guess = (forged: string) =>
    request(
      'api/sessions',
      {
        method: 'POST',
        body: JSON.stringify({ email: `${randomUUID()}@espoo.fi`, password: otherPassword }),
        headers: { 'x-forwarded-for': `${forged}, 198.51.100.7:4711` },
      },
      '',
    );
  const statuses: number[] = [];
  for (let tries = 0; tries < limit.attemptsPerSource + 2; tries++)
    statuses.push((await guess(`203.0.113.${tries}`)).status);
  expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
  expect(statuses.slice(-2)).toEqual([429, 429]);
});

test('every refusal logs route, code and request id, and names nobody', async () => {
  const { client } = await service.join(admin, 'refused@espoo.fi', espoo, 'expert');
  const answer = await request(`api/users/${randomUUID()}`, {}, client.tokens.access);
  const { requestId } = await answer.json();
  const line = service.logs.find((each) => each.includes(requestId));
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    event: 'refused',
    endpoint: 'readUser',
    code: 'not_allowed',
    requestId,
  });
});

test('a failed sign-in is logged with its request id, and without naming the person', async () => {
  const body = JSON.stringify({ email: firstAdministrator, password: otherPassword });
  const answer = await request('api/sessions', { method: 'POST', body }, '');
  const { requestId } = z.object({ requestId: z.string() }).parse(await answer.json());
  const line = service.logs.find((each) => each.includes(requestId));
  const said = { event: 'refused', endpoint: 'signIn', code: 'sign_in_failed', requestId };
  expect(JSON.parse(line ?? '{}')).toEqual(said);
});

test('attack 26: no log line of all these requests names anybody', () => {
  const text = service.logs.join('\n');
  for (const name of [
    'Matti',
    'Meikäläinen',
    'Aino',
    'Virtanen',
    '@espoo.fi',
    '@turku.fi',
    '@example',
  ])
    expect(text).not.toContain(name);
  const endpoints = service.logs.map((line) => JSON.parse(line).endpoint);
  for (const [name] of guarded.filter(([, { permission }]) => permission !== 'account.use'))
    if (name !== 'proposeInvitation') expect(endpoints).toContain(name);
});

test('security.txt states where to report vulnerabilities, and expires', async () => {
  const answer = await service.send(`${publicUrl}/.well-known/security.txt`);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const text = await answer.text();
  expect(text).toContain('Contact: mailto:support@example.fi\n');
  const expires = /^Expires: (.+)$/m.exec(text)?.[1] ?? '';
  expect(Date.parse(expires)).toBeGreaterThan(service.clock.now());
  expect(Date.parse(expires)).toBeLessThan(service.clock.now() + 365 * 86_400_000);
});

test('every attack of the list has its test', () => {
  const folder = join(import.meta.dirname, '..');
  const names = globSync('**/*.test.ts', { cwd: folder }).flatMap((path) => [
    ...readFileSync(join(folder, path), 'utf8').matchAll(/test\(\s*'attack ([\d, and]+):/g),
  ]);
  const numbers = names.flatMap(([, text = '']) => (text.match(/\d+/g) ?? []).map(Number));
  const all = Array.from({ length: 28 }, (_, index) => index + 1);
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(all);
});
