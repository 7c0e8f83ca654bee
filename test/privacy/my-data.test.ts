/** Promise: people see all data about themselves and none of others; certificates hold no data. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo & <Co>', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

test('my data has profile, organization, sessions, acknowledgement and events about me', async () => {
  const aino = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
  const data = await aino.client.myData();
  expect(data).toMatchObject({
    profile: { email: 'aino@espoo.fi', firstName: 'Aino', role: 'editor' },
    organizationName: 'Espoo & <Co>',
    acknowledgement: { version: 1, language: 'en', at: service.clock.iso },
  });
  expect(data.sessions).toHaveLength(1);
  expect(data.events.map(({ kind, by }) => [kind, by])).toEqual(
    expect.arrayContaining([
      ['invited', 'somebody_else'],
      ['activated', 'person'],
    ]),
  );
  const { userId } = await admin.me();
  expect(JSON.stringify(data)).not.toContain(userId);
});

test('an erasure is certified with its date and rule, and names nobody', async () => {
  const { userId } = await service.join(admin, 'gone@espoo.fi', organizationId, 'expert');
  const params = { userId };
  await expect(admin.readErasure({ params })).rejects.toMatchObject({ code: 'not_found' });
  const { etag } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
  const certificate = await admin.readErasure({ params });
  const rest = { rule: 'erased', by: 'somebody_else', systems: [], complete: true };
  expect(certificate).toEqual({ userId, erasedAt: service.clock.iso, ...rest });
});
