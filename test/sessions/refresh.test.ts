/**
 * Promise: a refresh token works once. A request whose response was lost can be repeated for a minute
 * with its key; repeated without it, the person must sign in again.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

test('R13: a retry without a key after a lost response ends only this session, and signing in still works', async () => {
  const email = 'lost.answer@espoo.fi';
  const { organizationId } = await admin.me();
  const { client } = await service.join(admin, email, organizationId, 'editor');
  const elsewhere = service.client();
  await elsewhere.signIn({ body: { email, password: goodPassword } });
  const refreshToken = client.tokens.refresh;
  const lost = await service.client().refresh({ body: { refreshToken } });
  const ended = expect.objectContaining({ code: 'not_signed_in' });
  await expect(service.client().refresh({ body: { refreshToken } })).rejects.toEqual(ended);
  const successor = service.client().refresh({ body: { refreshToken: lost.refreshToken } });
  await expect(successor).rejects.toEqual(ended);
  expect((await elsewhere.me()).email).toBe(email);
  await client.signIn({ body: { email, password: goodPassword } });
  const { items } = await admin.listEvents({ query: { kind: 'session_reuse_detected' } });
  expect(items).toHaveLength(1);
});

const ended = expect.objectContaining({ code: 'not_signed_in' });

async function joined(email: string) {
  const { organizationId } = await admin.me();
  const { client } = await service.join(admin, email, organizationId, 'editor');
  const refreshed = (refreshToken: string | undefined, idempotencyKey: string = randomUUID()) =>
    service.client().refresh({ body: { refreshToken }, idempotencyKey });
  return { first: client.tokens.refresh, refreshed };
}

test('R13: a retry with the key of the lost request gets the lost tokens, however often', async () => {
  const { first, refreshed } = await joined('repeats@espoo.fi');
  const key = randomUUID();
  const lost = await refreshed(first, key);
  const repeated = await Promise.all([1, 2, 3].map(() => refreshed(first, key)));
  for (const { refreshToken } of repeated) expect(refreshToken).toBe(lost.refreshToken);
  const next = await refreshed(lost.refreshToken);
  expect(next.refreshToken).not.toBe(lost.refreshToken);
  await expect(refreshed(first, key)).rejects.toEqual(ended);
  await expect(refreshed(next.refreshToken)).rejects.toEqual(ended);
});

test('requests with one token and one key at the same moment get the same tokens', async () => {
  const { first, refreshed } = await joined('at.once@espoo.fi');
  const key = randomUUID();
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => refreshed(first, key)));
  expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
});

test('a former token with another key ends the session', async () => {
  const { first, refreshed } = await joined('another.key@espoo.fi');
  const { refreshToken } = await refreshed(first);
  await expect(refreshed(first)).rejects.toEqual(ended);
  await expect(refreshed(refreshToken)).rejects.toEqual(ended);
});

test('a retry that comes later than a minute ends the session', async () => {
  const { first, refreshed } = await joined('late@espoo.fi');
  const key = randomUUID();
  const { refreshToken } = await refreshed(first, key);
  service.clock.advance({ seconds: limit.refreshRepeatSeconds });
  await expect(refreshed(first, key)).rejects.toEqual(ended);
  await expect(refreshed(refreshToken)).rejects.toEqual(ended);
});

test('a key that renews twice does not answer for the first token again', async () => {
  const { first, refreshed } = await joined('same.key@espoo.fi');
  const key = randomUUID();
  const second = await refreshed(first, key);
  service.clock.advance({ seconds: limit.refreshRepeatSeconds });
  const third = await refreshed(second.refreshToken, key);
  expect((await refreshed(second.refreshToken, key)).refreshToken).toBe(third.refreshToken);
  await expect(refreshed(first, key)).rejects.toEqual(ended);
  await expect(refreshed(third.refreshToken)).rejects.toEqual(ended);
});

test('a key that is no UUID is refused, and the session goes on', async () => {
  const { first, refreshed } = await joined('no.uuid@espoo.fi');
  const refused = expect.objectContaining({ code: 'idempotency_key_required' });
  await expect(refreshed(first, '1')).rejects.toEqual(refused);
  expect((await refreshed(first)).expiresInSeconds).toBe(limit.accessTokenSeconds);
});
