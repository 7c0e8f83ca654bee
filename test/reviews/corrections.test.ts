/**
 * Promise: a corrected answer leaves everything as it was before, a question that is open again can
 * be answered by everybody who may, and an offer alone confirms nobody.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SentBody } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { etagOf } from '../support/crowd.ts';
import { type Service, startService } from '../support/harness.ts';
import { refused } from '../support/refused.ts';
import { openReviewPlaces, type Reviewer, type ReviewPlaces } from '../support/review-place.ts';

let service: Service;
let admin: Client;
let places: ReviewPlaces;
let organizationId: string;
let one: Reviewer;
let two: Reviewer;

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

type Answers = SentBody<'answerReview'>['answers'];

async function answers(client: Client, ...given: Answers): Promise<string[]> {
  const params = { organizationId };
  const reviewId = (await admin.readReview({ params })).review?.reviewId ?? '';
  const { items } = await client.answerReview({ params, body: { reviewId, answers: given } });
  return items.map(({ code, outcome }) => code ?? outcome);
}

const rowOf = async (userId: string) => (await loadAccount(service.deps.store, userId))?.row;

async function stateOf(userId: string) {
  const { items } = await admin.readReview({ params: { organizationId } });
  return items.find((each) => each.userId === userId)?.state;
}

const on = async (userId: string) => ({
  params: { userId },
  body: {},
  ifMatch: await etagOf(service, userId),
});

const day = (inDays: number) =>
  new Date(service.clock.now() + inDays * 86_400_000).toISOString().slice(0, 10);

test('a last day that was known before the review returns when "left" is corrected', async () => {
  const known = day(120);
  const { userId } = await places.person(organizationId, 'expert', { employmentEndsOn: known });
  await places.start(organizationId);
  await answers(one.client, { userId, answer: 'left', lastDay: day(60) });
  await answers(two.client, { userId, answer: 'left', lastDay: day(30) });
  expect((await rowOf(userId))?.employmentEndsOn).toBe(day(30));
  await answers(admin, { userId, answer: 'here' });
  expect((await rowOf(userId))?.employmentEndsOn).toBe(known);
  await answers(admin, { userId, answer: 'left', lastDay: known });
  await answers(admin, { userId, answer: 'here' });
  expect((await rowOf(userId))?.employmentEndsOn).toBe(known);
});

test('a last day that somebody has changed since the answer stays', async () => {
  const { userId } = await places.person(organizationId);
  await places.start(organizationId);
  await answers(one.client, { userId, answer: 'left', lastDay: day(60) });
  await admin.changeUser({ ...(await on(userId)), body: { employmentEndsOn: day(90) } });
  await answers(admin, { userId, answer: 'here' });
  expect((await rowOf(userId))?.employmentEndsOn).toBe(day(90));
});

test('the former role returns when another role is corrected', async () => {
  const { userId } = await places.person(organizationId, 'editor');
  await places.start(organizationId);
  await answers(one.client, { userId, answer: 'role', role: 'expert' });
  expect(await rowOf(userId)).toMatchObject({ role: 'expert' });
  await answers(admin, { userId, answer: 'here' });
  expect(await rowOf(userId)).toMatchObject({ role: 'editor', reviewAnswer: { answer: 'here' } });
});

test('a former role that the corrector may not give is not given by a correction', async () => {
  const { userId } = await places.person(organizationId, 'editor');
  const params = { organizationId };
  await places.start(organizationId);
  await answers(one.client, { userId, answer: 'role', role: 'expert' });
  const { etag } = await admin.readAdmissionRules({ params });
  await admin.changeAdmissionRules({ params, body: { rolesGiven: ['expert'] }, ifMatch: etag });
  expect(await answers(one.client, { userId, answer: 'here' })).toEqual(['role_not_given']);
  expect(await rowOf(userId)).toMatchObject({ role: 'expert' });
});

test('after a restoration another primary user may answer as well, without a conflict', async () => {
  const { userId } = await places.person(organizationId);
  await places.start(organizationId);
  await answers(one.client, { userId, answer: 'left', lastDay: day(-1) });
  await service.runTimer('lifecycle');
  await admin.restoreUser(await on(userId));
  expect(await stateOf(userId)).toBe('open');
  expect(await answers(two.client, { userId, answer: 'here' })).toEqual(['recorded']);
  expect(await stateOf(userId)).toBe('here');
});

test('after a declined offer another primary user may answer as well, without a conflict', async () => {
  const { userId } = await places.person(organizationId);
  const elsewhere = await places.organization();
  await places.start(organizationId);
  await answers(one.client, { userId, answer: 'moved', organizationId: elsewhere });
  await admin.declineOffer(await on(userId));
  expect(await answers(two.client, { userId, answer: 'here' })).toEqual(['recorded']);
});

test('an offer made before the review is made anew by the answer that names the same organization', async () => {
  const { userId } = await places.person(organizationId);
  const elsewhere = await places.organization();
  await one.client.offerUser({
    ...(await on(userId)),
    body: { organizationId: elsewhere },
  });
  await places.start(organizationId);
  const given = { userId, answer: 'moved', organizationId: elsewhere } as const;
  expect(await answers(one.client, given)).toEqual(['recorded']);
  expect(await stateOf(userId)).toBe('moved');
});

test('an offer after the end of the review stops no lapse unless it is accepted', async () => {
  const [stays, goes] = [await places.person(organizationId), await places.person(organizationId)];
  const elsewhere = await places.organization();
  await places.start(organizationId);
  await answers(one.client, { userId: two.userId, answer: 'here' });
  await answers(two.client, { userId: one.userId, answer: 'here' });
  await places.pass(28, 7);
  for (const { userId } of [stays, goes]) {
    expect(await stateOf(userId)).toBe('missing');
    await answers(one.client, { userId, answer: 'moved', organizationId: elsewhere });
  }
  await admin.declineOffer(await on(stays.userId));
  await admin.acceptOffer(await on(goes.userId));
  await places.pass(32, 8);
  expect(await rowOf(stays.userId)).toMatchObject({ deactivatedBecause: 'unconfirmed' });
  expect((await rowOf(goes.userId))?.deactivatedAt).toBeUndefined();
});

test('two answers about one person in one request are refused as a whole', async () => {
  const { userId } = await places.person(organizationId);
  await places.start(organizationId);
  const both = [
    { userId, answer: 'here' },
    { userId, answer: 'left', lastDay: day(1) },
  ] as const;
  await expect(answers(one.client, ...both)).rejects.toEqual(refused('invalid_input'));
  expect(await stateOf(userId)).toBe('open');
});
