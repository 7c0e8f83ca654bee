/**
 * Promise: a person's external id reaches the systems that ask for it and the person, nobody else, and
 * is erased with the person.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';
import { moveIn } from '../support/moving-in.ts';
import { oldHashes } from '../support/old-hashes.ts';
import { authorizationUrl, enter, readUserinfo, redeem, register } from '../support/systems.ts';

const externalId = 'drupal-user-4711';
const email = 'aino@espoo.fi';

let service: Service;
let admin: Client;
let aino: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  await admin.createOrganization({ body: { name: 'Espoo', language: 'fi' } });
  const names = { firstName: 'Aino', lastName: 'Virtanen', organization: 'Espoo', role: 'expert' };
  const passwordHash = oldHashes.S(goodPassword);
  await moveIn(service, [{ externalId, email, ...names, passwordHash }]);
  aino = service.client();
  await aino.signIn({ body: { email, password: goodPassword } });
});

afterAll(() => service.stop());

test.each([
  ['openid external_id', externalId],
  ['openid profile email organization', undefined],
])('a system that asks for %s learns the external id %s', async (scope, expected) => {
  const system = await register(admin, { pkceRequired: false });
  const url = await enter(aino, authorizationUrl(system.systemId, { scope, nonce: 'n' }));
  const { body } = await redeem(service, system, url.searchParams.get('code'));
  const { body: claims } = await readUserinfo(service, body.access_token);
  expect(claims.external_id).toBe(expected);
});

test('people see it among their data, and it is erased with them', async () => {
  expect((await aino.myData()).externalId).toBe(externalId);
  const params = { userId: (await aino.me()).userId };
  const { etag } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
  for (const name of ['accounts', 'directory', 'logins'] as const)
    for await (const row of (await service.deps.store.table(name)).listEntities())
      expect(JSON.stringify(row)).not.toContain(externalId);
});
