/** Valid inputs and crash samples of the routes for reviews, and of the timer that takes their steps. */
import { randomUUID } from 'node:crypto';
import type { reviewsEndpoints } from '../../src/api/reviews.ts';
import type { Client } from '../../src/client/client.ts';
import type { Inputs, Place } from './input.ts';
import type { World } from './open-world.ts';
import type { Sample, Samples } from './sample.ts';
import { settleDown } from './settle-down.ts';
import { as, person, signedIn } from './world.ts';

export const reviewsInputs = {
  listReviews: () => ({}),
  startReviews: ({ organizationId }: Place) => ({ body: { organizationId } }),
  readReview: ({ organizationId }: Place) => ({ path: { organizationId } }),
  answerReview: ({ organizationId, userId }: Place) => ({
    path: { organizationId },
    body: { reviewId: randomUUID(), answers: [{ userId, answer: 'here' }] },
  }),
  exportReview: ({ organizationId }: Place) => ({ path: { organizationId }, body: {} }),
} satisfies Inputs<typeof reviewsEndpoints>;

/** An organization with two primary users and an expert; a review has begun if `days` is given. */
async function reviewed(world: World, days?: number) {
  const organizationId = await world.organization();
  const later = () => world.service.clock.advance({ seconds: 1 });
  const one = await person(world, { organizationId, role: 'primary_user' });
  later();
  const two = await person(world, { organizationId, role: 'primary_user' });
  later();
  const expert = await person(world, { organizationId, role: 'expert' });
  const about = [organizationId, ...one.about, ...two.about, ...expert.about];
  if (days !== undefined) {
    await world.admin.startReviews({ body: { organizationId } });
    world.service.clock.advance({ days });
    await settleDown(world);
  }
  return { organizationId, about, one, two, expert };
}

type Reviewed = Awaited<ReturnType<typeof reviewed>>;

async function answer(
  client: Client,
  { organizationId, expert }: Reviewed,
  given: { answer: 'here' } | { answer: 'left'; lastDay: string },
) {
  const params = { organizationId };
  const { review } = await client.readReview({ params });
  const answers = [{ userId: expert.userId, ...given }];
  await client.answerReview({ params, body: { reviewId: review?.reviewId ?? '', answers } });
}

const left = { answer: 'left', lastDay: '2027-01-31' } as const;

/** @param before happens while the review is open */
const answering = (
  given: Parameters<typeof answer>[2],
  before: (world: World, place: Reviewed) => Promise<void> = async () => {},
): Sample => ({
  again: 'same',
  alone: true,
  async arrange(world) {
    const place = await reviewed(world, 0);
    const client = await signedIn(world, place.two);
    await before(world, place);
    return { about: place.about, work: (on) => answer(as(on, client), place, given) };
  },
});

/** @param days since the beginning, with one answer */
const step = (days: number): Sample => ({
  again: 'finishes',
  alone: true,
  apart: true,
  async arrange(world) {
    const place = await reviewed(world, 0);
    await answer(world.admin, place, { answer: 'here' });
    const client = await signedIn(world, place.one);
    const params = { organizationId: place.organizationId };
    const { review } = await client.readReview({ params });
    const answers = [{ userId: place.two.userId, answer: 'here' as const }];
    await client.answerReview({ params, body: { reviewId: review?.reviewId ?? '', answers } });
    for (const passed of [14, 21].filter((each) => each < days)) {
      world.service.clock.advance({ days: passed === 14 ? 14 : 7 });
      await world.service.runTimer('reviews');
    }
    world.service.clock.advance({ days: days === 14 ? 14 : 7 });
    await settleDown(world);
    return { about: place.about, work: (on) => on.runTimer('reviews') };
  },
});

export const reviewsSamples = {
  startReviews: {
    again: 'finishes',
    alone: true,
    async arrange(world) {
      const { organizationId, about } = await reviewed(world);
      const params = { organizationId };
      return {
        about,
        async work(on) {
          const client = as(on, world.admin);
          const { review } = await client.readReview({ params });
          // The timer continues what a crash interrupted.
          if (review) await on.runTimer('reviews');
          else await client.startReviews({ body: { organizationId } });
        },
      };
    },
  },
  answerReview: answering({ answer: 'here' }),
  'answerReview: a stricter answer': answering(left, async (world, place) =>
    answer(await signedIn(world, place.one), place, { answer: 'here' }),
  ),
  'answerReview: a milder answer': answering({ answer: 'here' }, async (world, place) =>
    answer(await signedIn(world, place.one), place, left),
  ),
  exportReview: {
    again: 'more',
    async arrange(world) {
      const { organizationId, about } = await reviewed(world, 0);
      const params = { organizationId };
      return { about, work: (on) => as(on, world.admin).exportReview({ params, body: {} }) };
    },
  },
} satisfies Samples<typeof reviewsEndpoints>;

/** The timer's steps. */
export const reviewsSteps = {
  reviews: step(14),
  'reviews: the administration': step(21),
  'reviews: the end': step(28),
} satisfies Record<string, Sample>;
