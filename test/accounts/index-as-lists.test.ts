/**
 * Promise: whatever people are called and whatever is typed, a search and a filter that use the index
 * find the same people as ones that read the lists.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { fullName } from '../../src/policy/full-name.ts';
import { limit } from '../../src/policy/limits.ts';
import { findable, hasWordBeginning, searchWords } from '../../src/policy/search-words.ts';
import type { SearchRow } from '../../src/store/rows/list.ts';
import {
  type SearchRange,
  searchKeys,
  searchRange,
  standsFor,
  type WordKeys,
} from '../../src/store/search-keys.ts';
import { inDepth } from '../support/depth.ts';
import { fillPeople, useIndex } from '../support/fill-people.ts';
import { type Service, startService } from '../support/harness.ts';
import {
  asked,
  type Named,
  named,
  person,
  typedFor,
  upcomingAsked,
} from '../support/random-people.ts';

const peopleCount = 200;
const searches = inDepth(50, 1_500);
const periods = inDepth(30, 300);
const names = inDepth(2_000, 50_000);
const seed = 20_261_126;

let service: Service;
let admin: Client;
let people: readonly SearchRow[];

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  people = fc.sample(person(service.clock.iso), { numRuns: peopleCount, seed });
  await fillPeople(service, people);
}, 60_000);
afterAll(() => service.stop());

/** @param read a page of ids @returns the ids of all pages, by the lists and by the index */
async function both(
  read: (cursor?: string) => Promise<{ ids: string[]; next?: string | undefined }>,
) {
  const all = async (indexedPeople: number) => {
    await useIndex(service, indexedPeople);
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = await read(next);
      found.push(...page.ids);
      next = page.next;
    } while (next);
    expect(new Set(found).size).toBe(found.length);
    return found;
  };
  return { listed: await all(0), indexed: await all(limit.searchRowsMax) };
}

/** @returns the people who are only among the first */
const difference = (some: readonly string[], others: readonly string[]) =>
  people.filter(({ userId }) => some.includes(userId) && !others.includes(userId));

test(`${searches} random searches find the same people in the index as in the lists`, async () => {
  // A search that finds nobody in either proves little.
  let successful = 0;
  await fc.assert(
    fc.asyncProperty(asked(people, service.clock.iso), async (body) => {
      const { listed, indexed } = await both(async (cursor) => {
        const { items, next } = await admin.searchUsers({ body: { ...body, limit: 100, cursor } });
        return { ids: items.map(({ userId }) => userId), next };
      });
      if (listed.length > 0 && body.text) successful++;
      expect(difference(listed, indexed)).toEqual([]);
      expect(difference(indexed, listed)).toEqual([]);
    }),
    { numRuns: searches, seed },
  );
  expect(successful).toBeGreaterThan(searches / 5);
}, 600_000);

test('upcoming steps of any kind and time are the same by filter as by the lists', async () => {
  let successful = 0;
  await fc.assert(
    fc.asyncProperty(upcomingAsked, async (query) => {
      const { listed, indexed } = await both(async (cursor) => {
        const { items, next } = await admin.listUpcoming({
          query: { ...query, limit: 100, cursor },
        });
        return { ids: items.map(({ user }) => user.userId), next };
      });
      if (listed.length > 0) successful++;
      expect(difference(listed, indexed)).toEqual([]);
      expect(difference(indexed, listed)).toEqual([]);
    }),
    { numRuns: periods, seed },
  );
  expect(successful).toBeGreaterThan(periods / 2);
}, 600_000);

/** @returns how many of the person's rows in the range stand for the person */
function standing(keys: WordKeys, range: SearchRange, one: Named): number {
  const row = { ...one, userId: randomUUID(), activatedAt: service.clock.iso };
  const { partitionKey, beginning } = range;
  return searchKeys(keys, row)
    .filter((key) => key.partitionKey === partitionKey && key.rowKey.startsWith(beginning))
    .filter((key) => standsFor(keys, range, { ...row, ...key })).length;
}

test('whoever has the words of a search has exactly one row where it looks', async () => {
  const keys = await service.deps.keyring.load(service.clock.iso);
  let successful = 0;
  fc.assert(
    fc.property(
      named.chain((one) => fc.tuple(fc.constant(one), typedFor(one))),
      ([one, text]) => {
        const hay = findable(`${fullName(one)} ${one.email}`);
        const words = searchWords(text);
        const range = searchRange(keys, words);
        if (!range || !words.every((each) => hasWordBeginning(hay, each))) return;
        successful++;
        expect(standing(keys, range, one)).toBe(1);
      },
    ),
    { numRuns: names, seed },
  );
  expect(successful).toBeGreaterThan(names / 5);
});
