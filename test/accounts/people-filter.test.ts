/**
 * Promise: lists of people filter by last use, lapse date and second factor, page by number without
 * gaps, and are exported as an event; a primary user sees and exports only their own organization.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { evaluateLifecycle } from '../../src/policy/lifecycle.ts';
import { directoryKey } from '../../src/store/row-keys.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { getRow, write } from '../../src/store/tables.ts';
import { addApp } from '../support/factors.ts';
import { type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { refused } from '../support/refused.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  organizationId = await organization();
});
afterAll(() => service.stop());

async function organization(): Promise<string> {
  const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
  return (await admin.createOrganization({ body })).organizationId;
}

/** A person who was active on the day. */
const used = (firstName: string, lastActivityAt: string, home = organizationId) =>
  settle(service.deps, service.clock.iso, {
    organizationId: home,
    activatedAt: '2025-09-01T08:00:00.000Z',
    lastActivityAt,
    person: { firstName, lastName: 'Käyttäjä' },
  });

type Search = NonNullable<Parameters<Client['searchUsers']>[0]>['body'];

async function found(body: Search, home = organizationId): Promise<string[]> {
  const { items } = await admin.searchUsers({ body: { ...body, organizationId: home } });
  return items.map(({ firstName }) => firstName);
}

test('people are found by the day on which they last used the service, and by the day they lapse', async () => {
  const home = await organization();
  const old = await used('Vanha', '2025-10-10T08:00:00.000Z', home);
  await used('Uusi', '2026-02-28T08:00:00.000Z', home);
  const invitee = { email: `${randomUUID()}@espoo.fi`, lastName: 'K', organizationId: home };
  await admin.createInvitation({ body: { ...invitee, firstName: 'Kutsuttu', role: 'expert' } });
  expect(await found({ lastUsedBefore: '2025-10-10' }, home)).toEqual([]);
  expect(await found({ lastUsedBefore: '2025-10-11' }, home)).toEqual(['Vanha']);
  expect(await found({ lastUsedBefore: '2026-03-02' }, home)).toEqual(['Uusi', 'Vanha']);
  const { deactivateAt = '' } = await admin.readUser({ params: old });
  expect(await found({ lapsesBefore: deactivateAt }, home)).toEqual([]);
  const after = new Date(Date.parse(deactivateAt) + 1).toISOString();
  expect(await found({ lapsesBefore: after }, home)).toEqual(['Vanha']);
  expect(await found({ sort: 'deactivateAt' }, home)).toEqual(['Vanha', 'Uusi', 'Kutsuttu']);
});

test('only accounts in use without a second factor are found, at once after each change', async () => {
  const home = await organization();
  const { userId, client } = await service.join(admin, `${randomUUID()}@espoo.fi`, home, 'expert');
  expect(await found({ withoutSecondFactor: true }, home)).toEqual(['Aino']);
  await addApp(service, client);
  expect(await found({ withoutSecondFactor: true }, home)).toEqual([]);
  const { etag } = await admin.readUser({ params: { userId } });
  const body = { currentPassword: 'seven green herons wade' };
  await admin.resetFactors({ params: { userId }, body, ifMatch: etag });
  expect(await found({ withoutSecondFactor: true }, home)).toEqual(['Aino']);
  const ifMatch = (await admin.readUser({ params: { userId } })).etag;
  await admin.deactivateUser({ params: { userId }, body: {}, ifMatch });
  expect(await found({ withoutSecondFactor: true }, home)).toEqual([]);
});

test('the accounts of people whom the previous release listed are looked up for their second factor', async () => {
  const home = await organization();
  const join = () => service.join(admin, `${randomUUID()}@espoo.fi`, home, 'expert');
  const [holder, other] = [await join(), await join()];
  await addApp(service, holder.client);
  const table = await service.deps.store.table('directory');
  for (const { userId } of [holder, other]) {
    const key = directoryKey(home, userId);
    const { secondFactor: _, ...row } = directoryRow.parse(await getRow(table, directoryRow, key));
    await write(table, [{ do: 'put', key, row }]);
  }
  const body = { organizationId: home, withoutSecondFactor: true } as const;
  const { items, total } = await admin.searchUsers({ body });
  expect([items.map(({ userId }) => userId), total]).toEqual([[other.userId], 1]);
});

test('pages by number have no gaps and no repetition, and a page beyond the end is empty', async () => {
  const home = await organization();
  for (const name of ['A', 'B', 'C', 'D', 'E']) await used(name, service.clock.iso, home);
  const page = (skip: number) => found({ limit: 2, skip }, home);
  expect([await page(0), await page(2), await page(4), await page(6)]).toEqual([
    ['A', 'B'],
    ['C', 'D'],
    ['E'],
    [],
  ]);
  const body = { organizationId: home, limit: 2, skip: 1 };
  const { next } = await admin.searchUsers({ body });
  expect(await found({ limit: 2, cursor: next }, home)).toEqual(['D', 'E']);
});

test('an export has everyone whom the search finds, no formula, and is an event without names', async () => {
  const home = await organization();
  await used('=1+1', service.clock.iso, home);
  await used('Åke; =2', service.clock.iso, home);
  const body = { organizationId: home, separator: 'semicolon' } as const;
  const text = await admin.exportUsers({ body });
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^lastName;firstName;email;role;organization;status/);
  expect(lines.slice(1).map((line) => line.split(';editor')[0])).toEqual([
    expect.stringMatching(/^Käyttäjä;'=1\+1;/),
    expect.stringMatching(/^Käyttäjä;"Åke; '=2";/),
  ]);
  const inWords = await admin.exportUsers({ body: { ...body, language: 'sv' } });
  const [titles, first] = inWords.trim().split('\r\n');
  expect(titles).toMatch(/^Efternamn;Förnamn;E-postadress;Roll;Organisation;Status;Orsak;Språk;/);
  const day = service.clock.iso.slice(0, 10);
  expect(first).toMatch(
    /;innehållsproducent;Espoo [^;]+;Aktiv;Kontot har använts nyligen\.;engelska;/,
  );
  expect(first).toContain(`;${day};`);
  expect(first).not.toMatch(/_|T\d\d:|;(true|false);/);
  const only = await admin.exportUsers({ body: { ...body, text: 'åke' } });
  expect(only.trim().split('\r\n')).toHaveLength(2);
  const { organizationId: own } = await admin.me();
  const query = { organizationId: own, kind: 'people_exported' } as const;
  const { items } = await admin.listEvents({ query });
  expect(items.map(({ data }) => data)).toEqual([{ people: 1 }, { people: 2 }, { people: 2 }]);
});

test("a primary user exports their own organization's people and nobody else's", async () => {
  const home = await organization();
  const email = `${randomUUID()}@espoo.fi`;
  const { client } = await service.join(admin, email, home, 'primary_user');
  const text = await client.exportUsers({ body: {} });
  expect(text.trim().split('\r\n')).toHaveLength(2);
  expect(text).toContain(email);
  const body = { organizationId: await organization() };
  await expect(client.exportUsers({ body })).rejects.toEqual(refused('not_found'));
});

test('invitations are searched, filtered and sorted, and name their inviter and their end', async () => {
  const home = await organization();
  const email = `${randomUUID()}@espoo.fi`;
  const { client } = await service.join(admin, email, home, 'primary_user');
  const invite = (firstName: string, role: 'editor' | 'expert') => {
    const names = { firstName, lastName: 'Kutsuttu', organizationId: home, role };
    return client.createInvitation({ body: { ...names, email: `${randomUUID()}@espoo.fi` } });
  };
  const first = await invite('Ulla', 'editor');
  service.clock.advance({ hours: 1 });
  await invite('Aila', 'expert');
  const names = async (body: Parameters<Client['searchInvitations']>[0]['body']) => {
    const { items, total } = await client.searchInvitations({ body });
    expect(total).toBeGreaterThanOrEqual(items.length);
    return items.map(({ firstName }) => firstName);
  };
  expect(await names({})).toEqual(['Aila', 'Ulla']);
  expect(await names({ sort: 'expiresAt', descending: false })).toEqual(['Ulla', 'Aila']);
  expect(await names({ text: 'ulla' })).toEqual(['Ulla']);
  expect(await names({ role: 'expert' })).toEqual(['Aila']);
  expect(await names({ status: 'proposed' })).toEqual([]);
  expect(await names({ skip: 1, limit: 1 })).toEqual(['Ulla']);
  const { items } = await client.searchInvitations({ body: { text: 'ulla' } });
  const { expiresAt } = first;
  expect(items).toEqual([expect.objectContaining({ inviterName: 'Aino Virtanen', expiresAt })]);
});

test('the plot of upcoming steps counts all pages, and the list can be sorted by name', async () => {
  const home = await organization();
  const at = service.clock.iso;
  const policy = service.deps.policy;
  for (const [name, day] of [
    ['Yrjö', '2025-09-20T08:00:00.000Z'],
    ['Aava', '2025-09-22T08:00:00.000Z'],
  ] as const)
    await used(name, day, home);
  const dates = { invitedAt: at, activatedAt: at, lastActivityAt: '2025-09-20T08:00:00.000Z' };
  expect(evaluateLifecycle(dates, policy, at).next?.step).toBe('notice');
  const query = { organizationId: home, days: 60, limit: 1 } as const;
  const names = async (more: object) => {
    const { items, perDay, total } = await admin.listUpcoming({ query: { ...query, ...more } });
    expect(perDay.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    return items.map(({ user }) => user.firstName);
  };
  expect(await names({})).toEqual(['Yrjö']);
  expect(await names({ order: 'descending' })).toEqual(['Aava']);
  expect(await names({ sort: 'name' })).toEqual(['Aava']);
  expect(await names({ sort: 'name', skip: 1 })).toEqual(['Yrjö']);
  expect(await names({ step: 'erase' })).toEqual([]);
});
