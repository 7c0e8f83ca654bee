/** Promise: a token that has been verified before is still refused as soon as it is no longer valid. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { signAccessToken, verifyAccessToken } from '../../src/sessions/access-token.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const later = (seconds: number) => new Date(service.clock.now() + seconds * 1_000).toISOString();

async function signed() {
  const { settings, keyring } = service.deps;
  const keys = await keyring.load(service.clock.iso);
  const ids = { userId: crypto.randomUUID(), organizationId: crypto.randomUUID() };
  const subject = { ...ids, sessionId: 'session', role: 'expert' } as const;
  const token = signAccessToken(settings, keys, subject, later(0));
  const verify = (seconds: number, by = keys, text = token) =>
    verifyAccessToken(settings, by, text, later(seconds))?.sub;
  return { keys, token, verify, userId: ids.userId };
}

test('a token is accepted again and again until the second in which it expires', async () => {
  const { verify, userId } = await signed();
  expect(verify(0)).toBe(userId);
  expect(verify(limit.accessTokenSeconds - 1)).toBe(userId);
  expect(verify(limit.accessTokenSeconds)).toBeUndefined();
  expect(verify(limit.accessTokenSeconds + 3_600)).toBeUndefined();
});

test('a token is refused once its key is no longer among the keys', async () => {
  const { keys, verify, userId } = await signed();
  expect(verify(0)).toBe(userId);
  expect(verify(0, { ...keys, signing: [] })).toBeUndefined();
});

test('a token that differs in one letter from an accepted one is refused', async () => {
  const { token, verify, userId } = await signed();
  expect(verify(0)).toBe(userId);
  for (const place of [5, token.indexOf('.') + 5, token.lastIndexOf('.') + 5]) {
    const letter = token[place] === 'A' ? 'B' : 'A';
    expect(verify(0, undefined, token.slice(0, place) + letter + token.slice(place + 1))).toBe(
      undefined,
    );
  }
});

test('an accepted token is refused at once when its session ends or its account is deactivated', async () => {
  const admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const email = 'anna@espoo.fi';
  const { client, userId } = await service.join(admin, email, organizationId, 'expert');
  const first = `Bearer ${client.tokens.access}`;
  await client.signIn({ body: { email, password: goodPassword } });
  const second = `Bearer ${client.tokens.access}`;
  const status = async (authorization: string) => {
    const response = await service.send(`${publicUrl}/api/me`, { headers: { authorization } });
    return response.status;
  };
  expect([await status(first), await status(second)]).toEqual([200, 200]);
  await client.signOut({ body: {} });
  expect([await status(first), await status(second)]).toEqual([200, 401]);
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.deactivateUser({ params: { userId }, body: {}, ifMatch: etag });
  expect([await status(first), await status(second)]).toEqual([401, 401]);
});
