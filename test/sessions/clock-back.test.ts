/** Promise: a clock that is set back refuses nobody who may sign in, and breaks nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

let service: Service;
let admin: Client;
beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  service.clock.advance({ days: -40 });
});
afterAll(() => service.stop());

test('L12: before the first key was made, people sign in, invite and refresh', async () => {
  const client = service.client();
  await client.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  await client.refresh({ body: { refreshToken: client.tokens.refresh } });
  expect((await client.me()).status).toBe('active');
  const { organizationId } = await client.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  const { userId } = await service.join(client, 'anna@espoo.fi', organizationId, 'editor');
  expect((await client.readUser({ params: { userId } })).status).toBe('active');
});

test('L12: a session from before the clock was set back goes on, or is refused as any other', async () => {
  const code = await admin.me().then(
    () => 'answered',
    (error) => error.code,
  );
  expect(['answered', 'not_signed_in']).toContain(code);
});

test('L12: timers run, and the service is ready but for what was late', async () => {
  for (const name of ['repair', 'lifecycle', 'keys', 'retention', 'census'] as const)
    await service.runTimer(name);
  expect(service.logs.filter((line) => /"\w+_failed"/.test(line))).toEqual([]);
});
