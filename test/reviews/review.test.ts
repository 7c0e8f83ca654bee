/**
 * Promise: once in a period, people ask whether their colleagues are still employed. Whoever nobody
 * confirms is notified and then lapses; a silent organization loses nobody.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import { refused } from '../support/refused.ts';
import {
  confirmAll,
  openReviewPlaces,
  type ReviewPlaces,
  subjectsOf,
} from '../support/review-place.ts';

let service: Service;
let admin: Client;
let places: ReviewPlaces;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  places = await openReviewPlaces(service, admin);
});

afterAll(() => service.stop());

const signIn = (email: string, on: Service = service) =>
  on.client().signIn({ body: { email, password: goodPassword } });

const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;

const stateIn = async (client: Client, organizationId: string) =>
  (await client.readReview({ params: { organizationId } })).review;

test('a review whose people are all confirmed ends at once, and nobody lapses because of it', async () => {
  const organizationId = await places.organization();
  const [one, two] = [
    await places.signedIn(organizationId, 'primary_user'),
    await places.signedIn(organizationId, 'primary_user'),
  ];
  const expert = await places.person(organizationId);
  await places.start(organizationId);
  await service.drainMail();
  for (const { email } of [one, two])
    expect(subjectsOf(service, email)).toEqual([
      'Please confirm who still works in your organization',
    ]);
  expect(await stateIn(one.client, organizationId)).toMatchObject({
    people: 3,
    counts: { open: 3 },
  });
  expect((await one.client.listWork()).items).toMatchObject([{ kind: 'review_answers', count: 2 }]);
  await confirmAll(one.client, organizationId);
  const { review } = await confirmAll(two.client, organizationId);
  expect(review).toMatchObject({ outcome: 'complete', counts: { open: 0, here: 3 } });
  expect(review.closedAt).toBeDefined();
  expect((await rowOf(expert.userId))?.confirmedUntil).toMatch(/^2027-03-02/);
  expect((await one.client.listWork()).items).toEqual([]);
  await places.pass(70, 7);
  for (const { userId } of [one, two, expert])
    expect((await rowOf(userId))?.deactivatedAt).toBeUndefined();
});

test('whoever nobody confirmed is notified after 28 days and lapses 30 days later, though signing in', async () => {
  const organizationId = await places.organization();
  const primary = await places.signedIn(organizationId, 'primary_user');
  const [here, forgotten] = [
    await places.person(organizationId),
    await places.person(organizationId),
  ];
  await places.start(organizationId);
  const { review } = await primary.client.readReview({ params: { organizationId } });
  const body = {
    reviewId: review?.reviewId ?? '',
    answers: [{ userId: here.userId, answer: 'here' as const }],
  };
  await admin.answerReview({
    params: { organizationId },
    body: { ...body, answers: [{ userId: primary.userId, answer: 'here' }] },
  });
  await primary.client.answerReview({ params: { organizationId }, body });
  await places.pass(14, 7);
  expect(subjectsOf(service, primary.email)[0]).toMatch(/^Reminder: please confirm/);
  await places.pass(7, 7);
  expect(subjectsOf(service, firstAdministrator)).toContain(
    'An employment review awaits an answer from the administration',
  );
  expect(subjectsOf(service, forgotten.email)).toEqual([]);
  await places.pass(7, 7);
  const [notice] = service.mailbox.messages(forgotten.email);
  expect(notice?.text).toContain('Your organization has not confirmed that you still work there.');
  expect(notice?.text).toContain('signing in does not');
  await signIn(forgotten.email);
  expect((await admin.readUser({ params: { userId: forgotten.userId } })).why).toBe(
    'awaits_confirmation',
  );
  await places.pass(28, 7);
  await signIn(forgotten.email);
  await places.pass(3);
  await expect(signIn(forgotten.email)).rejects.toEqual(refused('sign_in_failed'));
  expect(await rowOf(forgotten.userId)).toMatchObject({ deactivatedBecause: 'unconfirmed' });
  expect((await rowOf(here.userId))?.deactivatedAt).toBeUndefined();
  expect(await stateIn(admin, organizationId)).toMatchObject({ outcome: 'unconfirmed' });
  const restored = await admin.restoreUser({
    params: { userId: forgotten.userId },
    body: {},
    ifMatch: (await admin.readUser({ params: { userId: forgotten.userId } })).etag,
  });
  expect(restored).toMatchObject({ status: 'active', why: 'recent_activity' });
});

test('the link in the notice, or a late answer, keeps the account; the person is not confirmed by it', async () => {
  const organizationId = await places.organization();
  const primary = await places.signedIn(organizationId, 'primary_user');
  const other = await places.signedIn(organizationId, 'primary_user');
  const [kept, late] = [await places.person(organizationId), await places.person(organizationId)];
  await places.start(organizationId);
  const reviewId = (await stateIn(admin, organizationId))?.reviewId ?? '';
  const params = { organizationId };
  const about = (userId: string) => ({ reviewId, answers: [{ userId, answer: 'here' as const }] });
  await primary.client.answerReview({ params, body: about(other.userId) });
  await places.pass(28, 7);
  const token = /\/keep#(\S+)/.exec(service.mailbox.messages(kept.email)[0]?.text ?? '')?.[1] ?? '';
  await service.client().keepAlive({ body: { token } });
  await other.client.answerReview({ params, body: about(late.userId) });
  const { counts } = (await stateIn(admin, organizationId)) ?? {};
  expect(counts).toMatchObject({ here: 2, kept: 1, missing: 1 });
  expect((await rowOf(kept.userId))?.confirmedUntil).toBeUndefined();
  await places.pass(40, 4);
  for (const { userId } of [kept, late])
    expect((await rowOf(userId))?.deactivatedAt).toBeUndefined();
});

test('a completely silent organization goes to the administration, and nobody is notified or lapses', async () => {
  const organizationId = await places.organization();
  const primary = await places.signedIn(organizationId, 'primary_user');
  const expert = await places.person(organizationId);
  await places.start(organizationId);
  await places.pass(28, 7);
  expect(await stateIn(admin, organizationId)).toMatchObject({
    outcome: 'silent',
    counts: { open: 2 },
  });
  expect(subjectsOf(service, firstAdministrator)[0]).toBe(
    'An organization did not answer its employment review',
  );
  expect((await admin.listWork()).items).toContainEqual(
    expect.objectContaining({ kind: 'organization_reviews' }),
  );
  await places.pass(40, 4);
  for (const { userId, email } of [primary, expert]) {
    expect(subjectsOf(service, email).join()).not.toMatch(/deactivated/);
    expect((await rowOf(userId))?.deactivatedAt).toBeUndefined();
  }
  const { review } = await confirmAll(admin, organizationId);
  expect(review).toMatchObject({ outcome: 'complete', counts: { open: 0 } });
});

test('nobody confirms themselves, and the administration is asked at once about the only primary user', async () => {
  const organizationId = await places.organization();
  const primary = await places.signedIn(organizationId, 'primary_user');
  await places.person(organizationId);
  const before = subjectsOf(service, firstAdministrator).length;
  await places.start(organizationId);
  await service.drainMail();
  expect(subjectsOf(service, firstAdministrator).length - before).toBe(1);
  const params = { organizationId };
  const { review, items } = await primary.client.readReview({ params });
  const own = items.find(({ userId }) => userId === primary.userId);
  expect(own).toMatchObject({ isOwn: true, mayAnswer: false });
  const reviewId = review?.reviewId ?? '';
  const body = { reviewId, answers: [{ userId: primary.userId, answer: 'here' as const }] };
  const { items: outcomes } = await primary.client.answerReview({ params, body });
  expect(outcomes).toMatchObject([{ outcome: 'refused', code: 'own_account' }]);
  const answered = await admin.answerReview({ params, body });
  expect(answered.items).toMatchObject([{ outcome: 'recorded' }]);
});

test("an organization's rule begins a review after its months, and only the administration relaxes it", async () => {
  const organizationId = await places.organization();
  const primary = await places.signedIn(organizationId, 'primary_user');
  const params = { organizationId };
  const { etag, reviewMonths } = await primary.client.readAdmissionRules({ params });
  expect(reviewMonths).toBeNull();
  const rules = await primary.client.changeAdmissionRules({
    params,
    body: { reviewMonths: 6 },
    ifMatch: etag,
  });
  expect(rules.reviewMonths).toBe(6);
  for (const relaxed of [12, null] as const)
    await expect(
      primary.client.changeAdmissionRules({
        params,
        body: { reviewMonths: relaxed },
        ifMatch: rules.etag,
      }),
    ).rejects.toEqual(refused('only_administration'));
  const { nextAt = '' } = await primary.client.readReview({ params });
  service.clock.advance({ months: 6 });
  await service.runTimer('reviews');
  await places.signInAgain();
  expect((await admin.readReview({ params })).review).toBeUndefined();
  service.clock.advance({ days: 1 });
  await places.signInAgain();
  expect(nextAt <= service.clock.iso).toBe(true);
  await service.runTimer('reviews');
  expect((await admin.readReview({ params })).review).toMatchObject({ people: 1 });
  const { items } = await admin.listReviews();
  expect(items.find((each) => each.organizationId === organizationId)).toMatchObject({
    reviewMonths: 6,
    review: { counts: { open: 1 } },
  });
});
