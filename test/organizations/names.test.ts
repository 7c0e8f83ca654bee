/**
 * Promise: no two open organizations have names that people cannot tell apart, even if both are
 * named concurrently or are older than this rule.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../src/client/client.ts';
import { rowsUnder } from '../../src/store/tables.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;
let beside: Service;
let admin: Client;
let other: Client;

const taken = expect.objectContaining({ code: 'organization_name_taken', status: 409 });

beforeAll(async () => {
  service = await startService();
  beside = await startService(service);
  admin = await service.signedInAdministrator();
  other = createClient(publicUrl, beside.send);
  Object.assign(other.tokens, admin.tokens);
});

afterAll(async () => {
  await beside.stop();
  await service.stop();
});

const create = (name: string, client = admin) =>
  client.createOrganization({ body: { name, language: 'fi' } });

const rename = async (organizationId: string, name: string, client = admin) => {
  const params = { organizationId };
  const { etag } = await client.readOrganization({ params });
  return client.changeOrganizationDetails({ params, body: { name }, ifMatch: etag });
};

async function storedNames() {
  const table = await service.deps.store.table('organizations');
  const filter = rowsUnder('organizations', 'name.');
  const rows: { partitionKey?: string; rowKey?: string; organizationId?: unknown }[] = [];
  for await (const row of table.listEntities({ queryOptions: { filter } })) rows.push(row);
  return { table, rows };
}

test('X02: a name that differs only invisibly counts as taken', async () => {
  await create('Kuopio');
  for (const name of ['Kuopio', ' KUOPIO ', 'Kuоpiо', 'Ｋｕｏｐｉｏ', 'Ku\u200bopio', 'κuopio'])
    await expect(create(name), name).rejects.toEqual(taken);
  await create('Kuopion kaupunki');
  await expect(create('Kuopion\u00a0 kaupunki')).rejects.toEqual(taken);
  expect((await create('Kuopiö')).name).toBe('Kuopiö');
});

test('X02: renaming reserves the new name and releases the former one', async () => {
  const { organizationId } = await create('Lieksa');
  await create('Nurmes');
  await expect(rename(organizationId, 'NURMES')).rejects.toEqual(taken);
  expect((await rename(organizationId, 'LIEKSA')).name).toBe('LIEKSA');
  await rename(organizationId, 'Juuka');
  await expect(create('juuka')).rejects.toEqual(taken);
  expect((await create('Lieksa')).name).toBe('Lieksa');
});

test('X02: a closed organization releases its name to a successor', async () => {
  const { organizationId, etag } = await create('Valtimo');
  await admin.closeOrganization({ params: { organizationId }, body: {}, ifMatch: etag });
  await create('Valtimo');
  await expect(create('Valtimo')).rejects.toEqual(taken);
});

test.each([2, 20])('X02: of %i that claim one name concurrently, one gets it', async (count) => {
  const own = await Promise.all(
    Array.from({ length: count / 2 }, (_, at) => create(`Ilomantsi ${count} ${at}`)),
  );
  const name = `Tohmajärvi ${count}`;
  const outcomes = await Promise.allSettled([
    ...own.map(({ organizationId }) => rename(organizationId, name, other)),
    ...own.map(() => create(name)),
  ]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { items } = await admin.listOrganizations();
  expect(items.filter((each) => each.name === name)).toHaveLength(1);
});

test('X02: the same request sent twice concurrently creates one organization, and both succeed', async () => {
  const idempotencyKey = crypto.randomUUID();
  const body = { name: 'Polvijärvi', language: 'fi' } as const;
  const [one, two] = await Promise.all([
    admin.createOrganization({ body, idempotencyKey }),
    other.createOrganization({ body, idempotencyKey }),
  ]);
  expect(two.organizationId).toBe(one.organizationId);
});

test('X02: organizations older than the rule keep their names too', async () => {
  const { organizationId } = await create('Kitee');
  const { table, rows } = await storedNames();
  for (const { partitionKey = '', rowKey = '' } of rows)
    await table.deleteEntity(partitionKey, rowKey);
  await expect(create('KITEE')).rejects.toEqual(taken);
  await rename(organizationId, 'Rääkkylä');
  await expect(create('Rääkkylä')).rejects.toEqual(taken);
  expect((await create('Kitee')).name).toBe('Kitee');
});

test('X02: a name that an earlier release gave up, leaving its row, is free', async () => {
  const { organizationId } = await create('Outokumpu');
  const { table } = await storedNames();
  const rowKey = `organization.${organizationId}`;
  await table.updateEntity({ partitionKey: 'organizations', rowKey, name: 'Liperi' }, 'Merge');
  await expect(create('Liperi')).rejects.toEqual(taken);
  const next = await create('Outokumpu');
  const { rows } = await storedNames();
  expect(rows.filter((row) => row.organizationId === organizationId)).toEqual([]);
  await expect(rename(organizationId, 'OUTOKUMPU')).rejects.toEqual(taken);
  expect((await rename(next.organizationId, 'Kontiolahti')).name).toBe('Kontiolahti');
});
