/** Promise: what a newer release wrote into a row survives every write of this one. */
import { type Edm, TableClient } from '@azure/data-tables';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { release } from '../../src/policy/release.ts';
import { fieldsOf, UnreadableRow } from '../../src/store/foreign.ts';
import { assertRelease, ReleaseTooOld, releaseKey } from '../../src/store/release.ts';
import { accountRow, personRow } from '../../src/store/rows/account.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { organizationRow } from '../../src/store/rows/organization.ts';
import {
  getRow,
  putKeeping,
  readPage,
  reportUnreadable,
  rowsUnder,
  write,
} from '../../src/store/tables.ts';
import { freshAccount } from '../support/storage.ts';

const account = {
  organizationId: 'o',
  role: 'expert',
  revision: 1,
  invitedAt: '2026-03-02T08:00:00.000Z',
  invitedBy: 'service',
  chainLength: 1,
  changedAt: '2026-03-02T08:00:00.000Z',
} as const;

let table: TableClient;

beforeAll(async () => {
  const { connectionString } = await freshAccount();
  table = TableClient.fromConnectionString(connectionString, 'keys', {
    allowInsecureConnection: true,
  });
});

async function stored(fields: object): Promise<{ partitionKey: string; rowKey: string }> {
  const key = { partitionKey: 'p', rowKey: crypto.randomUUID() };
  await table.createEntity({ ...fields, ...key });
  return key;
}

const raw = (key: { partitionKey: string; rowKey: string }) =>
  table.getEntity<Record<string, unknown>>(key.partitionKey, key.rowKey);

test('unknown fields of every type survive a guarded write that changes, adds and clears known ones', async () => {
  const at = new Date('2026-03-02T08:00:00.000Z');
  const guid: Edm<'Guid'> = { type: 'Guid', value: '2a1c0c9e-6c7d-4b8e-9a55-6f6b3c9d1e10' };
  const unknown = { text: 'x', yes: true, half: 0.5, big: 5_000_000_000n, at, json: '{"a":1}' };
  const key = await stored({
    ...account,
    remindedAt: 'then',
    ...unknown,
    guid,
    bytes: Buffer.of(1),
  });
  const found = await getRow(table, accountRow, key);
  if (!found) throw new Error('the row is gone');
  const row = { ...found, revision: 2, activatedAt: 'now', remindedAt: undefined };
  await write(table, [{ do: 'put', key, row, etag: found.etag }]);
  const after = await raw(key);
  expect(after).toMatchObject({ ...unknown, revision: 2, activatedAt: 'now' });
  expect(after['guid']).toMatchObject(guid);
  expect(after['bytes']).toEqual(Buffer.of(1));
  expect(after).not.toHaveProperty('remindedAt');
  expect(after).not.toHaveProperty('foreign');
});

test('a dispensable unknown value is read as absent, kept while untouched, and can be replaced', async () => {
  const key = await stored({ ...account, deactivatedAt: 'then', deactivatedBecause: 'left_by_hr' });
  const found = await getRow(table, accountRow, key);
  if (!found) throw new Error('the row is gone');
  expect(found.deactivatedBecause).toBeUndefined();
  await write(table, [{ do: 'put', key, row: { ...found, revision: 2 }, etag: found.etag }]);
  expect(await raw(key)).toMatchObject({ revision: 2, deactivatedBecause: 'left_by_hr' });
  const row = { ...found, deactivatedBecause: 'inactivity' };
  await write(table, [{ do: 'put', key, row }]);
  expect(await raw(key)).toMatchObject({ deactivatedBecause: 'inactivity' });
});

test('a language that only a newer release knows stays until the person chooses another', async () => {
  const person = { firstName: 'A', lastName: 'B', email: 'a@b.fi', language: 'se' };
  const read = fieldsOf(personRow, person);
  expect(read.language).toBe('fi');
  const key = await stored(person);
  await write(table, [{ do: 'put', key, row: { ...read, lastName: 'C' } }]);
  expect(await raw(key)).toMatchObject({ lastName: 'C', language: 'se' });
  await write(table, [{ do: 'put', key, row: { ...read, language: 'sv' } }]);
  expect(await raw(key)).toMatchObject({ language: 'sv' });
});

test('unknown parts of JSON fields survive', async () => {
  const rules = {
    addressDomains: [],
    rolesGiven: ['editor'],
    approval: 'none',
    invitationDays: 7,
    peopleMax: null,
    proposals: false,
    reviewMonths: null,
    delegation: 'yearly',
  };
  const row = { name: 'Espoo', language: 'fi', revision: 1, createdAt: 'then', chainLength: 1 };
  const key = await stored({ ...row, changedAt: 'then', process: JSON.stringify(rules) });
  const found = await getRow(table, organizationRow, key);
  if (!found?.process) throw new Error('the rules are gone');
  const changed = { ...found, process: { ...found.process, proposals: true } };
  await write(table, [{ do: 'put', key, row: changed, etag: found.etag }]);
  const after = await raw(key);
  expect(JSON.parse(String(after['process']))).toEqual({ ...rules, proposals: true });
});

test('a row written without being read keeps unknown fields and loses cleared known ones, even in a race', async () => {
  const key = await stored({ ...account, remindedAt: 'then', leaveUntil: 'later' });
  await Promise.all(
    [1, 2, 3].map((revision) => putKeeping(table, directoryRow, key, { ...account, revision })),
  );
  const after = await raw(key);
  expect(after).toMatchObject({ leaveUntil: 'later' });
  expect(after).not.toHaveProperty('remindedAt');
});

test('a row written without being read is left alone if it is as it should be, and only then', async () => {
  const at = new Date('2026-03-02T08:00:00.000Z');
  const shown = { role: 'expert', revision: 1, changedAt: 'then', lastActivityAt: 'now' };
  const key = await stored({ ...shown, unknown: at, big: 5_000_000_000n });
  const { etag } = await raw(key);
  const etagAfter = async (row: object) => {
    await putKeeping(table, directoryRow, key, row);
    return (await raw(key)).etag;
  };
  expect(await etagAfter({ ...shown, remindedAt: undefined })).toBe(etag);
  const later = await etagAfter({ ...shown, remindedAt: 'later' });
  expect(later).not.toBe(etag);
  expect(await etagAfter({ ...shown, remindedAt: 'later' })).toBe(later);
  expect(await etagAfter(shown)).not.toBe(later);
  expect(await raw(key)).toMatchObject({ ...shown, unknown: at, big: 5_000_000_000n });
  expect(await raw(key)).not.toHaveProperty('remindedAt');
});

test.each([
  ['an unknown value', { role: 'reviewer' }],
  ['a field of another type', { revision: 'two' }],
  ['a missing field', { invitedAt: null }],
])(
  'a row with %s is omitted from pages, counted, and refused by name when read',
  async (_, odd) => {
    const partitionKey = crypto.randomUUID();
    const fields = Object.entries({ ...account, ...odd }).filter(([, value]) => value !== null);
    await table.createEntity({ ...account, partitionKey, rowKey: 'a' });
    await table.createEntity({ ...Object.fromEntries(fields), partitionKey, rowKey: 'b' });
    const counted: number[] = [];
    reportUnreadable(table, (rows) => counted.push(rows));
    const { rows } = await readPage(table, accountRow, { filter: rowsUnder(partitionKey) });
    expect(rows.map(({ rowKey }) => rowKey)).toEqual(['a']);
    expect(counted).toEqual([1]);
    const asked = getRow(table, accountRow, { partitionKey, rowKey: 'b' });
    await expect(asked).rejects.toThrow(UnreadableRow);
    await expect(asked).rejects.not.toThrow(/reviewer|two/);
  },
);

test('invalid JSON makes a row unreadable and is not quoted in the error', () => {
  const schema = z.object({ process: organizationRow.shape.process });
  const read = () => fieldsOf(schema, { process: 'Aino {' });
  expect(read).toThrow(UnreadableRow);
  expect(read).not.toThrow(/Aino/);
});

test('the newest release that wrote is recorded; a release too far behind refuses to run', async () => {
  const { connectionString } = await freshAccount();
  const keys = TableClient.fromConnectionString(connectionString, 'keys', {
    allowInsecureConnection: true,
  });
  const store = { table: async () => keys };
  const { partitionKey, rowKey } = releaseKey;
  const recorded = async () => (await keys.getEntity(partitionKey, rowKey))['release'];
  await Promise.all([assertRelease(store), assertRelease(store)]);
  expect(await recorded()).toBe(release);
  await keys.upsertEntity({ partitionKey, rowKey, release: release + 1, note: 'x' });
  await assertRelease(store);
  expect(await recorded()).toBe(release + 1);
  await keys.upsertEntity({ partitionKey, rowKey, release: release + 2 });
  await expect(assertRelease(store)).rejects.toThrow(ReleaseTooOld);
  await expect(assertRelease(store)).rejects.toThrow(
    `deploy release ${release + 1} or a newer one`,
  );
  expect(await recorded()).toBe(release + 2);
});
