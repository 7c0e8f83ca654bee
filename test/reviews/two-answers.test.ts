/** Promise: of two people's different answers in a review the stricter stands, and both are told. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SentBody } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { inDepth } from '../support/depth.ts';
import { firstAdministrator, type Service, startService } from '../support/harness.ts';
import {
  openReviewPlaces,
  type Reviewer,
  type ReviewPlaces,
  subjectsOf,
} from '../support/review-place.ts';
import { allAtOnce } from '../support/rounds.ts';

const told = 'Two different answers were given about the same user in the review';

let service: Service;
let admin: Client;
let places: ReviewPlaces;
let organizationId: string;
let one: Reviewer;
let two: Reviewer;
let reviewId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  places = await openReviewPlaces(service, admin);
});

beforeEach(async () => {
  organizationId = await places.organization();
  one = await places.signedIn(organizationId, 'primary_user');
  two = await places.signedIn(organizationId, 'primary_user');
});

afterAll(() => service.stop());

type Answer = SentBody<'answerReview'>['answers'][number];
/** `Omit` alone would merge the kinds of answers. */
type Given = Answer extends infer A ? (A extends Answer ? Omit<A, 'userId'> : never) : never;

async function begin(): Promise<string> {
  const { userId } = await places.person(organizationId, 'editor');
  await places.start(organizationId);
  const { review } = await admin.readReview({ params: { organizationId } });
  reviewId = review?.reviewId ?? '';
  await service.drainMail();
  return userId;
}

async function answer(client: Client, userId: string, given: Given) {
  const answers = [{ ...given, userId } as Answer];
  const params = { organizationId };
  const { items } = await client.answerReview({ params, body: { reviewId, answers } });
  return items[0]?.code ?? items[0]?.outcome;
}

const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;

async function toldCounts(...emails: string[]): Promise<number[]> {
  await service.drainMail();
  return emails.map(
    (email) => subjectsOf(service, email).filter((subject) => subject === told).length,
  );
}

test('a milder answer after a stricter one changes nothing', async () => {
  const userId = await begin();
  expect(await answer(one.client, userId, { answer: 'left', lastDay: '2026-12-31' })).toBe(
    'recorded',
  );
  expect(await answer(two.client, userId, { answer: 'here' })).toBe('stands');
  expect(await rowOf(userId)).toMatchObject({
    employmentEndsOn: '2026-12-31',
    reviewAnswer: { answer: 'left', by: one.userId },
  });
  expect(await toldCounts(one.email, two.email)).toEqual([1, 1]);
  expect(await answer(two.client, userId, { answer: 'here' })).toBe('stands');
  expect(await toldCounts(one.email, two.email)).toEqual([1, 1]);
});

test('a stricter answer after a milder one replaces it', async () => {
  const userId = await begin();
  expect(await answer(one.client, userId, { answer: 'here' })).toBe('recorded');
  expect(await answer(two.client, userId, { answer: 'role', role: 'expert' })).toBe('recorded');
  expect(await rowOf(userId)).toMatchObject({ role: 'expert', reviewAnswer: { answer: 'role' } });
  expect(await answer(one.client, userId, { answer: 'left', lastDay: '2026-06-30' })).toBe(
    'recorded',
  );
  expect(await answer(two.client, userId, { answer: 'left', lastDay: '2026-05-31' })).toBe(
    'recorded',
  );
  expect(await answer(one.client, userId, { answer: 'left', lastDay: '2026-07-31' })).toBe(
    'stands',
  );
  expect((await rowOf(userId))?.employmentEndsOn).toBe('2026-05-31');
  expect(await toldCounts(one.email, two.email)).toEqual([4, 4]);
});

test('the same answer of two people is no conflict', async () => {
  const userId = await begin();
  for (const { client } of [one, two])
    expect(await answer(client, userId, { answer: 'here' })).toBe('recorded');
  expect(await toldCounts(one.email, two.email)).toEqual([0, 0]);
});

test('one person may correct an answer, which takes its consequence back', async () => {
  const userId = await begin();
  const elsewhere = await places.organization();
  await answer(one.client, userId, { answer: 'left', lastDay: '2026-12-31' });
  await answer(one.client, userId, { answer: 'moved', organizationId: elsewhere });
  expect(await rowOf(userId)).toMatchObject({ offeredTo: elsewhere });
  expect((await rowOf(userId))?.employmentEndsOn).toBeUndefined();
  expect(await answer(one.client, userId, { answer: 'here' })).toBe('recorded');
  const row = await rowOf(userId);
  expect(row?.offeredTo).toBeUndefined();
  expect(row?.confirmedUntil).toBeDefined();
  const { items } = await admin.listOffers({ query: { organizationId: elsewhere } });
  expect(items).toEqual([]);
  expect(await toldCounts(one.email, two.email)).toEqual([0, 0]);
});

test("the administration's answer stands over a stricter one", async () => {
  const userId = await begin();
  await answer(one.client, userId, { answer: 'left', lastDay: '2026-12-31' });
  expect(await answer(admin, userId, { answer: 'here' })).toBe('recorded');
  expect((await rowOf(userId))?.employmentEndsOn).toBeUndefined();
  expect(await answer(two.client, userId, { answer: 'left', lastDay: '2026-12-31' })).toBe(
    'stands',
  );
  expect((await toldCounts(one.email, two.email, firstAdministrator)).slice(0, 2)).toEqual([1, 1]);
});

test('of two simultaneous answers the stricter stands, whichever comes first', async () => {
  const ids: string[] = [];
  for (let round = 0; round < 4; round++)
    ids.push((await places.person(organizationId, 'editor')).userId);
  await begin();
  for (const userId of ids) {
    await allAtOnce([
      () => answer(one.client, userId, { answer: 'here' }),
      () => answer(two.client, userId, { answer: 'left', lastDay: '2026-12-31' }),
    ]);
    expect(await rowOf(userId)).toMatchObject({
      employmentEndsOn: '2026-12-31',
      reviewAnswer: { answer: 'left', by: two.userId },
    });
  }
  expect(await toldCounts(one.email, two.email)).toEqual([ids.length, ids.length]);
});

/** Each waits for all others: their number counts twice. */
const answerers = inDepth(10, 20);

test(`the answers of ${answerers} people at once about the same two are all taken`, async () => {
  const reviewers = [one, two];
  while (reviewers.length < answerers)
    reviewers.push(await places.signedIn(organizationId, 'primary_user'));
  const ids: string[] = [];
  for (let n = 0; n < 2; n++) ids.push((await places.person(organizationId)).userId);
  await begin();
  const given = (number: number) =>
    ids.map((userId) => ({
      ...{ userId, answer: 'left' as const },
      lastDay: `2026-12-${String(31 - number)}`,
    }));
  const params = { organizationId };
  const outcomes = await Promise.all(
    reviewers.map(({ client }, number) =>
      client.answerReview({ params, body: { reviewId, answers: given(number) } }),
    ),
  );
  const refusedOnes = outcomes.flatMap(({ items }) => items.filter(({ code }) => code));
  expect(refusedOnes).toEqual([]);
  for (const userId of ids)
    expect(await rowOf(userId)).toMatchObject({
      employmentEndsOn: `2026-12-${31 - answerers + 1}`,
    });
});
