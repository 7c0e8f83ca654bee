/**
 * Promise: lists and the search index that are written after a later change of the person keep no former
 * name or place.
 */
import { beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { type Account, loadAccount } from '../../src/store/accounts.ts';
import { project, runEffects } from '../../src/store/effects.ts';
import type { Keys } from '../../src/store/keyring.ts';
import { searchRow } from '../../src/store/rows.ts';
import { readAll } from '../../src/store/tables.ts';
import { type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;

beforeEach(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  return () => service.stop();
});

/** @param late writes the lists by an account that was read before the person changed */
async function overtaken(late: (loaded: Account, keys: Keys) => Promise<void>) {
  const { deps, clock } = service;
  const { organizationId: elsewhere } = await admin.me();
  const body = { name: 'Espoo', language: 'fi' } as const;
  const { organizationId } = await admin.createOrganization({ body });
  const { userId } = await service.join(admin, 'sini.kuusi@espoo.fi', organizationId, 'editor');
  clock.advance({ minutes: 2 });
  const loaded = await loadAccount(deps.store, userId);
  if (!loaded) throw new Error('nobody has joined');
  const params = { userId };
  const ifMatch = async () => (await admin.readUser({ params })).etag;
  await admin.changeUser({ params, body: { lastName: 'Mänty' }, ifMatch: await ifMatch() });
  const to = { organizationId: elsewhere };
  await admin.changeOrganization({ params, body: to, ifMatch: await ifMatch() });
  await late(loaded, await deps.keyring.load(clock.iso));
  return { userId, elsewhere };
}

async function showNothingFormer({ userId, elsewhere }: { userId: string; elsewhere: string }) {
  const names = new Set<string>();
  for await (const row of readAll(await service.deps.store.table('search'), searchRow, ''))
    if (row.userId === userId) names.add(`${row.lastName} ${row.organizationId}`);
  expect(names).toEqual(new Set([`Mänty ${elsewhere}`]));
  const { items } = await admin.searchUsers({ body: { text: 'sini.kuusi@espoo.fi' } });
  expect(items).toEqual([expect.objectContaining({ userId, organizationId: elsewhere })]);
  service.clock.advance({ days: limit.searchCheckDays });
  expect(await service.runTimer('searchIndex')).toMatchObject({ corrected: 0 });
}

test('a refresh brings nothing former back', async () => {
  const person = await overtaken(async (loaded, keys) => {
    const row = { ...loaded.row, lastActivityAt: service.clock.iso };
    await project({ ...service.deps, keys }, { ...loaded, row }, loaded);
  });
  await showNothingFormer(person);
});

test('the repair of a sign-in brings it back only until the next repair', async () => {
  const person = await overtaken(async (loaded, keys) => {
    const change = { userId: loaded.userId, eventId: '', effects: { project: true } };
    await runEffects({ store: service.deps.store, keys }, change, loaded);
  });
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  await showNothingFormer(person);
});
