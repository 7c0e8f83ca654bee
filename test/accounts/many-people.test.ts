/**
 * Promise: a search, a filter and a page of everybody cost at most five storage requests, however many
 * people there are; every one of them is found, once; and no name or address is in a key or a query.
 * In `npm test` there are 3,000 people, with `TEST_LONG=1` 100,000.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SentBody } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { evaluateLifecycle } from '../../src/policy/lifecycle.ts';
import { roles } from '../../src/policy/roles.ts';
import { steps as allSteps, statuses } from '../../src/policy/statuses.ts';
import { dayMs, laterBy } from '../../src/policy/time.ts';
import type { SearchRow } from '../../src/store/rows/list.ts';
import { readAll } from '../../src/store/tables.ts';
import { type CountedService, startCountedService } from '../support/counted-service.ts';
import { inDepth } from '../support/depth.ts';
import { fillPeople, peopleRows, useIndex } from '../support/fill-people.ts';

const peopleCount = inDepth(3_000, 100_000);
const requestsMax = 5;
const named = /virtanen|maria|example\.fi|martti|öhman/iu;
/** Local storage reads a whole table slowly. */
const keysChecked = inDepth(9_000, 10_000);

let counted: CountedService;
let admin: Client;
let people: readonly SearchRow[];

beforeAll(async () => {
  counted = await startCountedService();
  admin = await counted.service.signedInAdministrator();
  people = peopleRows(counted.service.clock.iso, peopleCount, 300);
  await fillPeople(counted.behind, people);
  await useIndex(counted.behind, peopleCount);
}, 1_200_000);
afterAll(() => counted.stop());

type Body = NonNullable<SentBody<'searchUsers'>>;

/** @returns what the work returns; fails if it cost too much, or if a request names anybody */
async function cheaply<T>(asked: object, work: () => Promise<T>): Promise<T> {
  const found: T[] = [];
  const { requests, targets } = await counted.proxy.count(async () => {
    found.push(await work());
  });
  expect(requests, JSON.stringify(asked)).toBeLessThanOrEqual(requestsMax);
  expect(targets.join('\n')).not.toMatch(named);
  const [result] = found;
  if (result === undefined) throw new Error('no page');
  return result;
}

const page = (body: Body) => cheaply(body, () => admin.searchUsers({ body }));

/** Page after page, until there is no more. */
async function everyone(body: Body, between = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined;
  do {
    const found = await page({ limit: 100, ...body, ...(next && { cursor: next }) });
    ids.push(...found.items.map(({ userId }) => userId));
    next = found.next;
    await between();
  } while (next);
  return ids;
}

const fold = (text: string) => text.toLocaleLowerCase('fi');
const begins = (row: SearchRow, typed: string) =>
  `${row.firstName} ${row.lastName} ${row.email}`
    .split(/[\s.@]+/)
    .some((word) => fold(word).startsWith(typed));

const searches: [string, (row: SearchRow) => boolean][] = [
  ['mar', (row) => begins(row, 'mar')],
  ['virtanen', (row) => begins(row, 'virtanen')],
  ['Maria Virtanen', (row) => begins(row, 'maria') && begins(row, 'virtanen')],
  ['virt mar', (row) => begins(row, 'virt') && begins(row, 'mar')],
  ['Öhman, Åsa', (row) => row.lastName === 'Öhman' && row.firstName === 'Åsa'],
  ['öhm', (row) => row.lastName === 'Öhman'],
  ['martti.martikainen', (row) => row.email.startsWith('martti.martikainen')],
  ['tanen', () => false],
];

describe('a search across organizations', () => {
  test.each(searches)('"%s" finds everyone whose words begin so, once', async (text, fits) => {
    const ids = await everyone({ text });
    expect(ids.toSorted()).toEqual(
      people
        .filter(fits)
        .map(({ userId }) => userId)
        .toSorted(),
    );
  });

  test('an address finds its owner', async () => {
    for (const row of people.filter((_, n) => n % Math.floor(peopleCount / 5) === 7)) {
      const { items, total } = await page({ text: row.email });
      expect(items.map(({ userId }) => userId)).toEqual([row.userId]);
      expect(total).toBe(1);
    }
  });

  test('a result is sorted as asked for, and says where the search continues', async () => {
    const { items, beyond, total } = await page({ text: 'exa', sort: 'name', descending: true });
    const names = items.map(({ lastName, firstName }) => `${lastName} ${firstName}`);
    const collator = new Intl.Collator('fi', { sensitivity: 'base' });
    expect(names).toEqual(names.toSorted((a, b) => collator.compare(b, a)));
    expect(total).toBeLessThan(peopleCount);
    expect((await page({ text: 'exa', cursor: beyond ?? '' })).items).toHaveLength(50);
  });

  test('a part within a word is found in one organization', async () => {
    const { organizationId } = people.find(({ lastName }) => lastName === 'Virtanen') ?? {};
    const { items } = await admin.searchUsers({ body: { text: 'tanen', organizationId } });
    expect(items.some(({ lastName }) => lastName === 'Virtanen')).toBe(true);
  });
});

describe('a filter across organizations', () => {
  test.each(statuses.map((status) => ({ status })))('%o', async (body) => {
    const { items } = await page(body);
    for (const item of items) expect(item.status).toBe(body.status);
  });

  test.each(roles.map((role) => ({ role })))('%o', async (body) => {
    const { items } = await page(body);
    expect(items.length).toBeGreaterThan(0);
    for (const { role } of items) expect(role).toBe(body.role);
  });

  test('finds whoever is deactivated, whoever has not activated, and every primary user', async () => {
    const idsOf = (fits: (row: SearchRow) => boolean) =>
      people
        .filter(fits)
        .map(({ userId }) => userId)
        .toSorted();
    const sorted = async (body: Body) => (await everyone(body)).toSorted();
    const { deactivated, invited } = { deactivated: 'deactivated', invited: 'invited' } as const;
    expect(await sorted({ status: deactivated })).toEqual(idsOf((row) => !!row.deactivatedAt));
    const open = idsOf((row) => !row.activatedAt && !row.deactivatedAt);
    expect(await sorted({ status: invited })).toEqual(open);
    const primary = idsOf(
      (row) => row.role === 'primary_user' && !!row.activatedAt && !row.deactivatedAt,
    );
    expect(await sorted({ role: 'primary_user', status: 'active' })).toEqual(primary);
  });

  test('by dates and second factor', async () => {
    const day = counted.service.clock.iso.slice(0, 10);
    expect((await page({ lastUsedBefore: day })).items).toEqual([]);
    expect((await page({ lapsesBefore: '2030-01-01' })).items.length).toBeGreaterThan(0);
    const { items } = await page({ withoutSecondFactor: true });
    const having = new Set(people.filter((row) => row.secondFactor).map(({ userId }) => userId));
    expect(items.length).toBeGreaterThan(0);
    for (const { userId } of items) expect(having.has(userId)).toBe(false);
  });

  test('the list of invitations names each inviter and continues', async () => {
    const { items, total } = await admin.searchInvitations({ body: {} });
    expect(items).toHaveLength(50);
    expect(total).toBeGreaterThanOrEqual(50);
  });
});

describe('the list of upcoming steps', () => {
  type Ask = NonNullable<NonNullable<Parameters<Client['listUpcoming']>[0]>['query']>;
  const steps = (query: Ask) => cheaply({ query }, () => admin.listUpcoming({ query }));
  const isDue = (row: SearchRow, days: number) => {
    const now = counted.service.clock.iso;
    const { next } = evaluateLifecycle(row, counted.service.deps.policy, now);
    return next !== undefined && next.at <= laterBy(now, days * dayMs);
  };

  test.each([7, 30, inDepth(366, 60)])('of %d days names everyone due, once', async (days) => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const found = await steps({ days, limit: 100, ...(cursor && { cursor }) });
      ids.push(...found.items.map(({ user }) => user.userId));
      expect(found.perDay.reduce((sum, { count }) => sum + count, 0)).toBe(found.total);
      cursor = found.next;
    } while (cursor);
    expect(new Set(ids).size).toBe(ids.length);
    const listed = new Set(ids);
    const due = people.filter((row) => isDue(row, days));
    expect(due.length).toBeGreaterThan(0);
    expect(due.filter(({ userId }) => !listed.has(userId))).toEqual([]);
    const strangers = people.filter((row) => listed.has(row.userId) && !isDue(row, days));
    expect(strangers).toEqual([]);
  });

  test('is sorted by date or name in each part, and no cursor holds a name', async () => {
    const first = await steps({ days: 366, limit: 100 });
    expect(first.items.map(({ at }) => at)).toEqual(first.items.map(({ at }) => at).toSorted());
    const part = await steps({ days: 366, sort: 'name', cursor: first.beyond ?? '' });
    const names = part.items.map(({ user }) => `${user.lastName} ${user.firstName}`);
    const collator = new Intl.Collator('fi', { sensitivity: 'base' });
    expect(names).toEqual(names.toSorted((a, b) => collator.compare(a, b)));
    const known = new Set(first.items.map(({ user }) => user.userId));
    expect(part.items.filter(({ user }) => known.has(user.userId))).toEqual([]);
    for (const cursor of [first.next, first.beyond, part.next, part.beyond])
      expect(Buffer.from(cursor ?? '', 'base64url').toString()).not.toMatch(named);
  });

  test('names the steps of one kind', async () => {
    for (const step of allSteps) {
      const { items } = await steps({ days: 30, step });
      for (const item of items) expect(item.step).toBe(step);
    }
    const reminded = await steps({ days: 30, step: 'remind' });
    const open = people.filter((row) => !row.activatedAt && !row.deactivatedAt);
    expect(reminded.total).toBe(open.length);
  });
});

test('people who come and go meanwhile shift nobody else', async () => {
  const { behind } = counted;
  const wanted = people.filter((row) => begins(row, 'mar')).map(({ userId }) => userId);
  const added = peopleRows(behind.clock.iso, 60, 3);
  const rest = [...added];
  const ids = await everyone({ text: 'mar' }, async () => {
    await fillPeople(behind, rest.splice(0, 10));
  });
  const seen = new Set(ids);
  expect(ids).toHaveLength(seen.size);
  expect(wanted.filter((id) => !seen.has(id))).toEqual([]);
});

test('everybody is listed, exported and counted', async () => {
  const csv = await admin.exportUsers({ body: { role: 'primary_user' } });
  const primary = people.filter(({ role }) => role === 'primary_user');
  for (const { userId } of primary) expect(csv).toContain(userId);
});

test('no key of the index holds a name or an address', async () => {
  const table = await counted.behind.deps.store.table('search');
  let checked = 0;
  for await (const { partitionKey, rowKey } of readAll(table, z.object({}), '')) {
    expect(`${partitionKey} ${rowKey}`).toMatch(/^([0-9a-f]{24}|open) [0-9a-f]*\.[0-9a-f-]{36}$/);
    if (++checked === keysChecked) break;
  }
  expect(checked).toBe(keysChecked);
});

test("an administrator's cursor shows a primary user nobody of another organization", async () => {
  const { organizationId } = await admin.me();
  const address = 'primary@espoo.fi';
  const { client } = await counted.behind.join(admin, address, organizationId, 'primary_user');
  const cursors: (string | undefined)[] = [undefined];
  for (const body of [{}, { text: 'exa' }, { status: 'invited' }] as const) {
    const { next, beyond } = await admin.searchUsers({ body });
    cursors.push(next, beyond);
  }
  const shown: string[] = [];
  for (const cursor of cursors) {
    const users = await client.searchUsers({ body: { cursor } });
    const upcoming = await client.listUpcoming({ query: { days: 366, cursor } });
    shown.push(...users.items.map((user) => user.organizationId));
    shown.push(...upcoming.items.map(({ user }) => user.organizationId));
  }
  expect(new Set(shown)).toEqual(new Set([organizationId]));
});

test('a cursor that was made up is refused', async () => {
  const made = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = Buffer.from('{"nextPartitionKey":"%%"}').toString('base64');
  const empty = Buffer.from('{}').toString('base64');
  const ends = { end: { last: ['a'] } };
  for (const cursor of [
    'x',
    ...[{ next: 'x' }, { next: [] }, { next: empty }, { from: 'x' }, { after: [1, 2] }, ends].map(
      made,
    ),
  ])
    await expect(admin.searchUsers({ body: { cursor } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  const { items } = await admin.searchUsers({ body: { cursor: made({ next: token }) } });
  expect(Array.isArray(items)).toBe(true);
});
