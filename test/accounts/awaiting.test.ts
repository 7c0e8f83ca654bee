/**
 * Promise: what awaits the administration is counted from rows that every change keeps right and the
 * census corrects, without a name or address in them; until the first census the lists are searched.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../src/client/client.ts';
import { awaitingKey, awaitingPartition, directoryKey } from '../../src/store/row-keys.ts';
import { getRow, readAll, remove, rowsUnder, write } from '../../src/store/tables.ts';
import { putCensus } from '../../src/store/timer-state.ts';
import { census } from '../../src/timers/census.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

let service: Service;
let admin: Client;
let primary: Client;
let organizationId: string;
let people = 0;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const details = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body: details }));
  const joined = await service.join(admin, 'p@espoo.fi', organizationId, 'primary_user');
  primary = joined.client;
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  const body = { approval: 'administration' } as const;
  await admin.changeAdmissionRules({ params, body, ifMatch: etag });
  await service.runTimer('census');
});
afterAll(() => service.stop());

beforeEach(async () => {
  const signIn = async (client: Client, email: string) =>
    client.signIn({ body: { email, password: goodPassword } });
  await signIn(admin, firstAdministrator);
  await signIn(primary, 'p@espoo.fi');
});

async function proposed() {
  const email = `new${++people}@espoo.fi`;
  const person = { email, firstName: 'Åsa', lastName: 'Öhman', role: 'expert' } as const;
  return primary.createInvitation({ body: { ...person, organizationId } });
}

async function counts() {
  const { items } = await admin.listWork();
  return Object.fromEntries(items.map(({ kind, count }) => [kind, count]));
}

const organizations = () => service.deps.store.table('organizations');

async function stored() {
  const rows = [];
  for await (const row of readAll(
    await organizations(),
    z.looseObject({}),
    rowsUnder(awaitingPartition),
  ))
    rows.push(row);
  return rows;
}

test('a proposal is counted until it is decided, and its row names nobody', async () => {
  const first = await proposed();
  const second = await proposed();
  expect(await counts()).toMatchObject({ approvals: 2 });
  expect((await stored()).map(({ rowKey }) => rowKey).sort()).toEqual(
    [first.userId, second.userId].sort(),
  );
  expect(JSON.stringify(await stored())).not.toMatch(/Åsa|Öhman|espoo\.fi/);
  const { etag } = await admin.readInvitation({ params: { userId: first.userId } });
  await admin.approveInvitation({ params: { userId: first.userId }, body: {}, ifMatch: etag });
  const params = { userId: second.userId };
  await admin.declineInvitation({ params, body: {}, ifMatch: second.etag });
  expect(await counts()).not.toHaveProperty('approvals');
  expect(await stored()).toEqual([]);
});

test('requests about data and for a restore are counted, and erasure leaves no row', async () => {
  const email = 'e@espoo.fi';
  const { userId, client } = await service.join(admin, email, organizationId, 'editor');
  await client.fileDataRequest({ body: { kind: 'access' } });
  await client.closeMe({ body: { currentPassword: goodPassword } });
  await service.client().askRestore({ body: { token: await service.tokenFor(email) } });
  expect(await counts()).toMatchObject({ data_requests: 1, restore_requests: 1 });
  const { etag } = await admin.readUser({ params: { userId } });
  await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
  expect(await stored()).toEqual([]);
});

test('the census adds who was missed, drops who no longer awaits anything, and says how many', async () => {
  const missed = await proposed();
  const table = await organizations();
  await remove(table, awaitingKey(missed.userId));
  const { userId } = await admin.me();
  const stale = { ...missed, approvalAskedAt: service.clock.iso, revision: 1, chainLength: 1 };
  await write(table, [{ do: 'put', key: awaitingKey(userId), row: stale }]);
  expect(await service.runTimer('census')).toMatchObject({ awaitingCorrected: 2 });
  expect((await stored()).map(({ rowKey }) => rowKey)).toEqual([missed.userId]);
  expect(await counts()).toMatchObject({ approvals: 1 });
  expect(await service.runTimer('census')).toMatchObject({ awaitingCorrected: 0 });
});

test('whoever is erased while the census corrects their row is in no list', async () => {
  const email = 'gone@espoo.fi';
  const { userId, client } = await service.join(admin, email, organizationId, 'editor');
  await client.closeMe({ body: { currentPassword: goodPassword } });
  await service.client().askRestore({ body: { token: await service.tokenFor(email) } });
  await remove(await organizations(), awaitingKey(userId));
  const { deps } = service;
  const { etag } = await admin.readUser({ params: { userId } });
  let accountRead = false;
  let erased = false;
  const erasing: typeof deps.store = {
    ...deps.store,
    async table(name) {
      if (name === 'directory' && accountRead && !erased) {
        erased = true;
        await admin.eraseUser({ params: { userId }, body: { confirm: 'erase' }, ifMatch: etag });
      }
      accountRead ||= name === 'accounts';
      return deps.store.table(name);
    },
  };
  expect(await census({ ...deps, store: erasing }, service.clock.iso)).toMatchObject({
    awaitingCorrected: 1,
  });
  expect(erased).toBe(true);
  expect((await stored()).map(({ rowKey }) => rowKey)).not.toContain(userId);
  const directory = await deps.store.table('directory');
  const key = directoryKey(organizationId, userId);
  expect(await getRow(directory, z.object({}), key)).toBeUndefined();
});

test('after a census of the previous release the lists are searched, until the next of this one', async () => {
  const missed = await proposed();
  await remove(await organizations(), awaitingKey(missed.userId));
  const before = await counts();
  service.clock.advance({ minutes: 5 });
  // The previous release writes only these fields.
  await putCensus(service.deps, { ranAt: service.clock.iso, active: 2, earlyDays: 0 });
  expect(await counts()).toEqual({ ...before, approvals: (before['approvals'] ?? 0) + 1 });
  await service.runTimer('census');
  expect((await stored()).map(({ rowKey }) => rowKey)).toContain(missed.userId);
  expect(await counts()).toEqual({ ...before, approvals: (before['approvals'] ?? 0) + 1 });
});
