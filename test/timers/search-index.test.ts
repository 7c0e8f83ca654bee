/**
 * Promise: every change keeps the search index right; what an earlier release or a crash left is
 * indexed or corrected by the timer, in steps, and searches use the index once all are done.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { checkSlice, slicesOf } from '../../src/store/check-search.ts';
import { accountKey, directoryKey } from '../../src/store/row-keys.ts';
import { searchRow } from '../../src/store/rows/list.ts';
import { getRow, readAll, remove, write } from '../../src/store/tables.ts';
import { putTimer, readTimer } from '../../src/store/timer-state.ts';
import { startAdministered } from '../support/administered.ts';
import { useIndex } from '../support/fill-people.ts';
import { firstAdministrator, goodPassword, type Service } from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeEach(async () => {
  ({ service, admin } = await startAdministered());
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});
afterEach(() => service.stop());

const table = () => service.deps.store.table('search');

async function stored() {
  const rows: z.infer<typeof searchRow>[] = [];
  for await (const row of readAll(await table(), searchRow, '')) rows.push(row);
  return rows;
}

const namesOf = async (userId: string) =>
  new Set((await stored()).filter((row) => row.userId === userId).map(({ lastName }) => lastName));

const nothingWrong = { corrected: 0, slicesLeft: 0 };

/** A round over everybody, however lately the last one was. */
async function checked() {
  service.clock.advance({ days: limit.searchCheckDays });
  return service.runTimer('searchIndex');
}

async function found(text: string): Promise<string[]> {
  await useIndex(service, limit.searchRowsMax);
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const { items } = await admin.searchUsers({ body: { text } });
  return items.map(({ userId }) => userId);
}

const joined = (email: string, role: 'editor' | 'primary_user' = 'editor') =>
  service.join(admin, email, organizationId, role);

async function changed(
  userId: string,
  act: (params: { userId: string }, ifMatch: string) => unknown,
) {
  const params = { userId };
  await act(params, (await admin.readUser({ params })).etag);
}

test('names, addresses, roles and places are searched as they are after each change', async () => {
  const { userId } = await joined('matti.saari@espoo.fi');
  expect(await found('saari')).toEqual([userId]);
  await changed(userId, (params, ifMatch) =>
    admin.changeUser({ params, body: { lastName: 'Vuori' }, ifMatch }),
  );
  expect(await found('vuori')).toEqual([userId]);
  expect(await namesOf(userId)).toEqual(new Set(['Vuori']));
  const details = { name: 'Vantaa', language: 'fi' } as const;
  const { organizationId: elsewhere } = await admin.createOrganization({ body: details });
  await changed(userId, (params, ifMatch) =>
    admin.changeOrganization({ params, body: { organizationId: elsewhere }, ifMatch }),
  );
  await changed(userId, (params, ifMatch) =>
    admin.changeRole({ params, body: { role: 'expert' }, ifMatch }),
  );
  const rows = (await stored()).filter((row) => row.userId === userId);
  for (const row of rows) expect(row).toMatchObject({ role: 'expert', organizationId: elsewhere });
  expect(await checked()).toMatchObject(nothingWrong);
});

test('an erased person is in no row, a restored one is found again', async () => {
  const restored = await joined('aatu.lampi@espoo.fi');
  const erased = await joined('eeli.puro@espoo.fi');
  for (const { userId } of [restored, erased])
    await changed(userId, (params, ifMatch) => admin.deactivateUser({ params, body: {}, ifMatch }));
  await changed(restored.userId, (params, ifMatch) =>
    admin.restoreUser({ params, body: {}, ifMatch }),
  );
  const confirm = { confirm: 'erase' } as const;
  await changed(erased.userId, (params, ifMatch) =>
    admin.eraseUser({ params, body: confirm, ifMatch }),
  );
  expect(await found('lampi')).toEqual([restored.userId]);
  expect(await namesOf(erased.userId)).toEqual(new Set());
  expect(await checked()).toMatchObject(nothingWrong);
});

test('signing in again on the same day writes nothing to the index', async () => {
  const { userId } = await joined('kerttu.niemi@espoo.fi');
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  const before = (await stored()).filter((row) => row.userId === userId);
  service.clock.advance({ minutes: 5 });
  const credentials = { email: 'kerttu.niemi@espoo.fi', password: goodPassword };
  await service.client().signIn({ body: credentials });
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  expect((await stored()).filter((row) => row.userId === userId)).toEqual(before);
  service.clock.advance({ days: 1 });
  await service.client().signIn({ body: credentials });
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  const [row] = (await stored()).filter((each) => each.userId === userId);
  expect(row?.lastActivityAt?.slice(0, 10)).toBe(service.clock.iso.slice(0, 10));
});

test('missing, outdated and orphaned rows are corrected, and the next round finds nothing', async () => {
  const people = [await joined('a.salmi@espoo.fi'), await joined('b.ranta@espoo.fi')];
  const [missing, outdated] = people.map(({ userId }) => userId);
  const rows = [];
  for await (const row of readAll(await table(), searchRow, '')) rows.push(row);
  for (const { partitionKey, rowKey, etag: _, ...row } of rows) {
    const key = { partitionKey, rowKey };
    if (row.userId === missing) await remove(await table(), key);
    if (row.userId === outdated)
      await write(await table(), [{ do: 'put', key, row: { ...row, role: 'admin' } }]);
  }
  const nobody = { userId: '00000000-0000-4000-8000-000000000000', lastName: 'Poistettu' };
  const [{ partitionKey: _, rowKey: __, etag: ___, ...any } = { userId: '' }] = rows;
  const orphan = { partitionKey: 'f'.repeat(24), rowKey: `.${nobody.userId}` };
  await write(await table(), [{ do: 'put', key: orphan, row: { ...any, ...nobody } }]);
  expect(await checked()).toMatchObject({ corrected: 3, slicesLeft: 0 });
  expect(await namesOf(nobody.userId)).toEqual(new Set());
  expect(await found('salmi')).toEqual([missing]);
  expect(await checked()).toMatchObject(nothingWrong);
});

test('whoever is erased while their rows are corrected is in no list and no row', async () => {
  const { userId } = await joined('eero.virta@espoo.fi');
  await changed(userId, (params, ifMatch) => admin.deactivateUser({ params, body: {}, ifMatch }));
  for await (const row of readAll(await table(), searchRow, ''))
    if (row.userId === userId) await remove(await table(), row);
  const { store } = service.deps;
  const keys = await service.deps.keyring.load(service.clock.iso);
  let openings = 0;
  const erasing: typeof store = {
    ...store,
    async table(name) {
      // The first opening reads the list, the second writes what was read of the account.
      if (name === 'directory' && ++openings === 2)
        await changed(userId, (params, ifMatch) =>
          admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch }),
        );
      return store.table(name);
    },
  };
  const slice = { from: userId, until: `${userId}~` };
  expect(await checkSlice({ store: erasing, keys }, slice)).toMatchObject({ corrected: 1 });
  expect(openings).toBeGreaterThan(1);
  expect(await namesOf(userId)).toEqual(new Set());
  const directory = await store.table('directory');
  expect(
    await getRow(directory, z.object({}), directoryKey(organizationId, userId)),
  ).toBeUndefined();
});

test('whoever only a newer release can read is left to it, and not counted as corrected', async () => {
  const { userId } = await joined('uusi.rooli@espoo.fi');
  const { store } = service.deps;
  const role = 'a role of a newer release';
  for (const [name, key] of [
    ['accounts', accountKey(userId)],
    ['directory', directoryKey(organizationId, userId)],
  ] as const)
    await write(await store.table(name), [{ do: 'merge', key, row: { role } }]);
  const before = (await stored()).filter((row) => row.userId === userId);
  expect(await checked()).toMatchObject(nothingWrong);
  expect((await stored()).filter((row) => row.userId === userId)).toEqual(before);
});

test('everybody whom an earlier release left is indexed before searches use the index', async () => {
  const { userId } = await joined('vanha.kallio@espoo.fi');
  for await (const { partitionKey, rowKey } of readAll(await table(), z.object({}), ''))
    await remove(await table(), { partitionKey, rowKey });
  const search = async () => (await admin.searchUsers({ body: { text: 'kallio' } })).items;
  expect((await search()).map((item) => item.userId)).toEqual([userId]);
  expect(await service.runTimer('searchIndex')).toEqual({
    checked: 2,
    corrected: 2,
    slicesLeft: 0,
  });
  expect(await found('kallio')).toEqual([userId]);
});

test('a round that corrected something is repeated the next day, and others after a week', async () => {
  const { userId } = await joined('toistuva.koski@espoo.fi');
  expect(await service.runTimer('searchIndex')).toMatchObject({ checked: 2, corrected: 0 });
  service.clock.advance({ days: limit.searchCheckDays - 1 });
  expect(await service.runTimer('searchIndex')).toMatchObject({ checked: 0 });
  for await (const row of readAll(await table(), searchRow, ''))
    if (row.userId === userId) await remove(await table(), row);
  service.clock.advance({ days: 1 });
  expect(await service.runTimer('searchIndex')).toMatchObject({ checked: 2, corrected: 1 });
  service.clock.advance({ days: 1 });
  expect(await service.runTimer('searchIndex')).toMatchObject({ checked: 2, corrected: 0 });
});

test('after hours of a release without the index, the next run checks everybody', async () => {
  const { userId } = await joined('palaava.aho@espoo.fi');
  await service.runTimer('searchIndex');
  service.clock.advance({ hours: limit.searchAwayHours + 1 });
  await service.runTimer('lifecycle');
  for await (const row of readAll(await table(), searchRow, ''))
    if (row.userId === userId) await remove(await table(), row);
  expect(await service.runTimer('searchIndex')).toMatchObject({ checked: 2, corrected: 1 });
  service.clock.advance({ hours: 1 });
  await service.runTimer('lifecycle');
  expect(await service.runTimer('searchIndex')).toMatchObject({ checked: 0 });
});

test('a round goes on where the last run stopped, and until then searches read the lists', async () => {
  const ids = [];
  for (const name of ['yksi', 'kaksi', 'kolme'])
    ids.push((await joined(`${name}.vaihe@espoo.fi`)).userId);
  const ranAt = service.clock.iso;
  await putTimer(service.deps, 'searchIndex', { ranAt, slices: 4, slicesDone: 3, corrected: 0 });
  const search = async () => (await admin.searchUsers({ body: { text: 'vaihe' } })).items;
  expect((await search()).map(({ userId }) => userId).toSorted()).toEqual(ids.toSorted());
  expect((await service.runTimer('searchIndex'))['checked']).toBeLessThanOrEqual(4);
  const { indexedAt, slicesDone } = (await readTimer(service.deps, 'searchIndex')) ?? {};
  expect({ indexedAt, slicesDone }).toEqual({ indexedAt: service.clock.iso, slicesDone: 4 });
});

test.each([0, 1, 20_001, 100_000, 1_000_000, 100_000_000])(
  'the slices of %d people hold every id once',
  (people) => {
    const slices = slicesOf(people);
    for (let first = 0; first < 256; first++) {
      const id = `${first.toString(16).padStart(2, '0')}0e8400-e29b-41d4-a716-446655440000`;
      expect(slices.filter(({ from, until }) => from <= id && id < until)).toHaveLength(1);
    }
    // One run of the timer can hold a slice in memory.
    if (people <= 1_000_000)
      expect(people / slices.length).toBeLessThanOrEqual(limit.searchSlicePeople);
  },
);
