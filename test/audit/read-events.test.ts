/**
 * Promise: every page of events but the last is full, and none is empty; a change that was made is
 * settled at once; readers learn the names of their own organization's people only.
 */
import { randomUUID } from 'node:crypto';
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
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

/** Renames the organization, which leaves one event about it. */
async function rename(name: string): Promise<void> {
  service.clock.advance({ minutes: 1 });
  const params = { organizationId };
  const { etag } = await admin.readOrganization({ params });
  await admin.changeOrganizationDetails({ params, body: { name }, ifMatch: etag });
}

async function sizesOfPages(rows: number): Promise<number[]> {
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const query = { subjectId: organizationId, limit: rows, ...(cursor && { cursor }) };
    const page = await admin.listEvents({ query });
    sizes.push(page.items.length);
    cursor = page.next;
  } while (cursor);
  return sizes;
}

test('pages are full across months without events, and the last has no next', async () => {
  await rename('Espoon kaupunki');
  service.clock.advance({ days: 65 });
  admin = service.client();
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  await rename('Espoo');
  await rename('Espoon työllisyyspalvelut');
  expect(await sizesOfPages(50)).toEqual([4]);
  expect(await sizesOfPages(2)).toEqual([2, 2]);
  expect(await sizesOfPages(3)).toEqual([3, 1]);
  expect(await sizesOfPages(1)).toEqual([1, 1, 1, 1]);
});

test('a change of an organization is told with the values before and after', async () => {
  await rename('Espoo');
  const { items } = await admin.listEvents({ query: { subjectId: organizationId, limit: 1 } });
  const [{ kind, data } = { kind: '', data: {} }] = items;
  expect(kind).toBe('organization_changed');
  expect(data).toEqual({ from: { name: 'Espoon työllisyyspalvelut' }, to: { name: 'Espoo' } });
});

test('changes made in quick succession are settled, though repair has yet to run', async () => {
  const { userId } = await service.join(admin, 'quick@espoo.fi', organizationId, 'editor');
  const params = { userId };
  for (const role of ['expert', 'editor', 'expert'] as const) {
    const { etag } = await admin.readUser({ params });
    await admin.changeRole({ params, body: { role }, ifMatch: etag });
  }
  const { items } = await admin.listEvents({ query: { subjectId: userId } });
  expect(items.filter(({ kind }) => kind === 'role_changed')).toHaveLength(3);
  expect(items.filter(({ settled }) => !settled)).toEqual([]);
});

test('an administrator learns every name; nobody learns the name of an erased person', async () => {
  const aino = await service.join(admin, 'aino@espoo.fi', organizationId, 'editor');
  const gone = await service.join(admin, 'gone@espoo.fi', organizationId, 'expert');
  const params = { userId: gone.userId };
  const { etag } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
  const nobody = randomUUID();
  const ids = [aino.userId, gone.userId, organizationId, nobody, aino.userId];
  const { items } = await admin.nameSubjects({ body: { ids } });
  expect(items).toHaveLength(4);
  const { firstName, lastName } = await aino.client.me();
  expect(items).toEqual(
    expect.arrayContaining([
      { id: aino.userId, is: 'person', name: `${firstName} ${lastName}` },
      { id: gone.userId, is: 'erased' },
      { id: organizationId, is: 'organization', name: 'Espoo' },
      { id: nobody, is: 'unknown' },
    ]),
  );
});

test('a primary user learns no name, and no existence, beyond the own organization', async () => {
  const other = await admin.createOrganization({ body: { name: 'Vantaa', language: 'fi' } });
  const own = await service.join(admin, 'paula@espoo.fi', organizationId, 'primary_user');
  const foreign = await service.join(admin, 'f@vantaa.fi', other.organizationId, 'expert');
  const { userId: boss } = await admin.me();
  const ids = [own.userId, foreign.userId, boss, other.organizationId, organizationId];
  const nobody = randomUUID();
  const { items } = await own.client.nameSubjects({ body: { ids: [...ids, nobody] } });
  const told = new Map(items.map(({ id, ...rest }) => [id, rest]));
  expect(told.get(own.userId)).toMatchObject({ is: 'person' });
  expect(told.get(boss)).toEqual({ is: 'administrator' });
  expect(told.get(organizationId)).toEqual({ is: 'organization', name: 'Espoo' });
  for (const id of [foreign.userId, other.organizationId, nobody])
    expect(told.get(id)).toEqual({ is: 'elsewhere' });
});
