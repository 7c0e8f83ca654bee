/**
 * Promise: an organization is silent only if none of its people answered: an answer counts even if the
 * administration overrules it, or the person has moved away since.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SentBody } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { etagOf } from '../support/crowd.ts';
import { type Service, startService } from '../support/harness.ts';
import { openReviewPlaces, type Reviewer, type ReviewPlaces } from '../support/review-place.ts';

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

const read = async () => (await admin.readReview({ params: { organizationId } })).review;

async function answer(client: Client, given: SentBody<'answerReview'>['answers'][number]) {
  const reviewId = (await read())?.reviewId ?? '';
  const params = { organizationId };
  await client.answerReview({ params, body: { reviewId, answers: [given] } });
}

const left = { answer: 'left', lastDay: '2027-12-31' } as const;

test.each(['before', 'after'])(
  "an answer that is overruled, given %s the administration's, breaks the silence",
  async (when) => {
    const { userId } = await places.person(organizationId);
    const forgotten = await places.person(organizationId);
    await places.start(organizationId);
    const own = () => answer(primary.client, { userId, ...left });
    if (when === 'before') await own();
    await answer(admin, { userId, answer: 'here' });
    if (when === 'after') await own();
    await places.pass(28, 7);
    expect(await read()).toMatchObject({
      outcome: 'unconfirmed',
      counts: { here: 1, missing: 2, open: 0 },
    });
    expect(service.mailbox.messages(forgotten.email)).toHaveLength(1);
  },
);

test('an answer about somebody who has moved away since breaks the silence', async () => {
  const { userId } = await places.person(organizationId);
  const elsewhere = await places.organization();
  await places.start(organizationId);
  await answer(primary.client, { userId, answer: 'moved', organizationId: elsewhere });
  const ifMatch = await etagOf(service, userId);
  await admin.acceptOffer({ params: { userId }, body: {}, ifMatch });
  await places.pass(28, 7);
  expect(await read()).toMatchObject({ outcome: 'unconfirmed', counts: { missing: 1, gone: 1 } });
});

test.each([1, 2])(
  'answers of the administration alone leave an organization silent, and nobody of %i others lapses',
  async (others) => {
    const { userId } = await places.person(organizationId);
    for (let n = 1; n < others; n++) await places.person(organizationId);
    await places.start(organizationId);
    await answer(admin, { userId, answer: 'here' });
    await places.pass(28, 7);
    expect(await read()).toMatchObject({ outcome: 'silent', counts: { here: 1, open: others } });
  },
);

test('a review that leaves the last administrator unanswered is not complete', async () => {
  organizationId = (await admin.me()).organizationId;
  const colleague = await places.signedIn(organizationId, 'primary_user');
  const { userId } = await places.person(organizationId);
  await places.start(organizationId);
  await answer(colleague.client, { userId, answer: 'here' });
  await answer(admin, { userId: colleague.userId, answer: 'here' });
  await places.pass(28, 7);
  expect(await read()).toMatchObject({
    outcome: 'unconfirmed',
    counts: { here: 2, open: 1, missing: 0 },
  });
});
