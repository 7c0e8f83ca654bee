/** Promise: a refresh token works once, also when its answer was lost; then one signs in again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

test('R13: a retry after a lost answer ends this session, no other, and signing in goes on', async () => {
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
