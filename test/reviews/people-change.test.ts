/**
 * Promise: a review asks about those who were there when it began, wherever their days lead; its
 * answers do no more than the operations that they stand for.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { etagOf } from '../support/crowd.ts';
import { type Service, startService } from '../support/harness.ts';
import { refused } from '../support/refused.ts';
import {
  confirmAll,
  openReviewPlaces,
  type Reviewer,
  type ReviewPlaces,
} from '../support/review-place.ts';

let service: Service;
let admin: Client;
let places: ReviewPlaces;
let organizationId: string;
let primary: Reviewer;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  places = await openReviewPlaces(service, admin);
});

beforeEach(async () => {
  organizationId = await places.organization();
  primary = await places.signedIn(organizationId, 'primary_user');
});

afterAll(() => service.stop());

const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;

const read = () => admin.readReview({ params: { organizationId }, query: { limit: 100 } });

async function stateOf(userId: string) {
  return (await read()).items.find((each) => each.userId === userId)?.state;
}

async function answer(client: Client, body: object) {
  const reviewId = (await read()).review?.reviewId ?? '';
  const params = { organizationId };
  const sent = { reviewId, answers: [body] } as Parameters<typeof client.answerReview>[0]['body'];
  const { items } = await client.answerReview({ params, body: sent });
  return items[0]?.code ?? items[0]?.outcome;
}

const on = async (userId: string) => ({
  params: { userId },
  body: {},
  ifMatch: await etagOf(service, userId),
});

test('people who join after the beginning are not asked about, and do not lapse at its end', async () => {
  await places.person(organizationId);
  await places.start(organizationId);
  const joined = await places.person(organizationId);
  const moved = await places.person(await places.organization());
  await admin.changeOrganization({ ...(await on(moved.userId)), body: { organizationId } });
  expect((await read()).review).toMatchObject({ people: 2, counts: { open: 2 } });
  for (const { userId } of [joined, moved]) {
    expect(await stateOf(userId)).toBeUndefined();
    expect(await answer(primary.client, { userId, answer: 'here' })).toBe('not_found');
  }
});

test('people who move away, are erased or deactivated are no longer open; restored ones are again', async () => {
  const [moved, erased, gone] = [
    await places.person(organizationId),
    await places.person(organizationId),
    await places.person(organizationId),
  ];
  await places.start(organizationId);
  const elsewhere = await places.organization();
  await admin.changeOrganization({
    ...(await on(moved.userId)),
    body: { organizationId: elsewhere },
  });
  await admin.eraseUser({ ...(await on(erased.userId)), body: { confirm: 'erase' } });
  await admin.deactivateUser(await on(gone.userId));
  expect((await read()).review?.counts).toMatchObject({ open: 1, gone: 3 });
  expect(JSON.stringify((await read()).items.find(({ userId }) => userId === erased.userId))).toBe(
    JSON.stringify({ userId: erased.userId, state: 'gone', mayAnswer: false }),
  );
  expect(await answer(admin, { userId: moved.userId, answer: 'here' })).toBe('not_found');
  await admin.restoreUser(await on(gone.userId));
  expect(await stateOf(gone.userId)).toBe('open');
});

test('somebody restored after having left is asked about again', async () => {
  const { userId } = await places.person(organizationId);
  await places.person(organizationId);
  await places.start(organizationId);
  await answer(primary.client, { userId, answer: 'left', lastDay: '2026-03-01' });
  expect(await stateOf(userId)).toBe('left');
  await service.runTimer('lifecycle');
  await admin.restoreUser(await on(userId));
  expect(await stateOf(userId)).toBe('open');
});

test('an offer that is declined leaves the question open, and one that is accepted settles it', async () => {
  const elsewhere = await places.organization();
  const { userId } = await places.person(organizationId);
  await places.start(organizationId);
  const moved = { userId, answer: 'moved', organizationId: elsewhere };
  expect(await answer(primary.client, moved)).toBe('recorded');
  expect(await stateOf(userId)).toBe('moved');
  await admin.declineOffer({ ...(await on(userId)) });
  expect(await stateOf(userId)).toBe('open');
  expect(await answer(primary.client, moved)).toBe('recorded');
  await admin.acceptOffer({ ...(await on(userId)) });
  expect(await stateOf(userId)).toBe('gone');
  expect((await rowOf(userId))?.organizationId).toBe(elsewhere);
});

test('an answer grants no more than its operation: rank, given roles and other organizations hold', async () => {
  const { userId } = await places.person(organizationId);
  const administrator = await places.person(organizationId, 'admin');
  await places.start(organizationId);
  const { client } = primary;
  expect(await answer(client, { userId, answer: 'role', role: 'admin' })).toBe('role_above_own');
  for (const given of ['here', 'left'])
    expect(await answer(client, { userId: administrator.userId, answer: given })).toBe(
      'role_above_own',
    );
  expect(await answer(client, { userId, answer: 'moved', organizationId })).toBe('already_there');
  const params = { organizationId };
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { rolesGiven: ['expert'] }, ifMatch: etag });
  expect(await answer(client, { userId, answer: 'role', role: 'editor' })).toBe('role_not_given');
  const other = await places.signedIn(await places.organization(), 'primary_user');
  await expect(answer(other.client, { userId, answer: 'here' })).rejects.toEqual(
    refused('not_found'),
  );
  expect(await stateOf(userId)).toBe('open');
});

test('an answer to an earlier review is refused once another has begun', async () => {
  const { userId } = await places.person(organizationId);
  await places.start(organizationId);
  const { review } = await read();
  await confirmAll(admin, organizationId);
  service.clock.advance({ days: 1 });
  await places.signInAgain();
  await places.start(organizationId);
  expect((await read()).review).toMatchObject({ counts: { open: 2 } });
  const body = {
    reviewId: review?.reviewId ?? '',
    answers: [{ userId, answer: 'here' as const }],
  };
  await expect(primary.client.answerReview({ params: { organizationId }, body })).rejects.toEqual(
    refused('review_over'),
  );
});

test('a primary user who leaves midway is asked about by the administration, and the answers stand', async () => {
  const { userId } = await places.person(organizationId);
  const second = await places.signedIn(organizationId, 'primary_user');
  await places.start(organizationId);
  await answer(primary.client, { userId, answer: 'here' });
  await answer(second.client, { userId: primary.userId, answer: 'left', lastDay: '2026-03-01' });
  await service.runTimer('lifecycle');
  expect(await stateOf(userId)).toBe('here');
  expect((await admin.listWork()).items).toContainEqual(
    expect.objectContaining({ kind: 'organization_reviews' }),
  );
  await places.pass(28, 7);
  expect((await rowOf(second.userId))?.unconfirmedAt).toBeDefined();
  expect((await rowOf(userId))?.unconfirmedAt).toBeUndefined();
});

test('reviews of all organizations start once, and an open one is left alone', async () => {
  await places.person(organizationId);
  await places.start(organizationId);
  const { review } = await read();
  const first = await admin.startReviews({ body: {} });
  expect(first).toMatchObject({ left: 0 });
  expect(first.started).toBeGreaterThan(0);
  expect(await admin.startReviews({ body: {} })).toEqual({ started: 0, left: 0 });
  expect((await read()).review?.reviewId).toBe(review?.reviewId);
});

test('an organization without active people has nobody to review, and a closed one no review', async () => {
  const empty = await places.organization();
  await expect(places.start(empty)).rejects.toEqual(refused('nobody_to_review'));
  const { etag } = await admin.readOrganization({ params: { organizationId: empty } });
  await admin.closeOrganization({ params: { organizationId: empty }, body: {}, ifMatch: etag });
  await expect(places.start(empty)).rejects.toEqual(refused('organization_closed'));
});
