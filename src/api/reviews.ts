/** Reviews of who is still employed: the endpoints. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { reviewOutcomes, reviewStates } from '../policy/review-answers.ts';
import type { Endpoint } from './endpoint.ts';

const count = z.number();

const review = z.strictObject({
  reviewId: input.id,
  startedAt: input.instant,
  remindAt: input.instant,
  escalateAt: input.instant,
  closeAt: input.instant.describe('When the unconfirmed are notified.'),
  escalatedAt: input.instant.optional(),
  closedAt: input.instant.optional(),
  outcome: z.enum(reviewOutcomes).optional(),
  people: count,
  counts: z.strictObject({
    open: count,
    here: count,
    role: count,
    moved: count,
    left: count,
    missing: count.describe('Notified without an answer.'),
    kept: count.describe('Kept the account by the link of the notice, unconfirmed.'),
    gone: count.describe('Deactivated without an answer, moved or erased.'),
  }),
});

/** Of a person who has left the organization, only the id is known. */
const reviewedPerson = z.strictObject({
  userId: input.id,
  state: z.enum(reviewStates),
  mayAnswer: z.boolean(),
  isOwn: z.boolean().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  role: input.role.optional(),
  lastActivityAt: input.instant.optional(),
  employmentEndsOn: input.day.optional(),
  answeredAt: input.instant.optional(),
});

const about = { userId: input.id };
const answer = z.discriminatedUnion('answer', [
  z.strictObject({ ...about, answer: z.literal('here') }),
  z.strictObject({ ...about, answer: z.literal('role'), role: input.role }),
  z.strictObject({ ...about, answer: z.literal('moved'), organizationId: input.id }),
  z.strictObject({ ...about, answer: z.literal('left'), lastDay: input.dayAsked.optional() }),
]);

export const reviewsEndpoints = {
  listReviews: {
    method: 'GET',
    path: 'api/reviews',
    permission: 'reviews.start',
    summary: 'List all organizations with the state of their latest employment review.',
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          organizationId: input.id,
          name: z.string(),
          reviewMonths: z.number().nullable(),
          review: review.partial({ counts: true }).optional(),
          nextAt: input.instant.optional(),
        }),
      ),
    }),
    status: 200,
    errors: [],
  },
  startReviews: {
    method: 'POST',
    path: 'api/reviews',
    permission: 'reviews.start',
    summary:
      'Start a review of one organization, or of all; those with an open review are left alone. Repeat it while any are `left`.',
    body: z.strictObject({ organizationId: input.id.optional() }),
    output: z.strictObject({ started: count, left: count }),
    status: 200,
    errors: ['organization_closed', 'nobody_to_review', 'too_many_to_scan'],
  },
  readReview: {
    method: 'GET',
    path: 'api/organizations/{organizationId}/review',
    permission: 'reviews.answer',
    summary: "Read an organization's latest review, with its people by name.",
    query: z.strictObject({
      limit: input.pageRows,
      skip: input.skippedRows,
      state: z.enum(reviewStates).optional(),
    }),
    output: z.strictObject({
      review: review.optional(),
      nextAt: input.instant.optional().describe("When the organization's rule begins a review."),
      items: z.array(reviewedPerson),
      total: count,
    }),
    status: 200,
    errors: [],
    target: 'organization',
  },
  answerReview: {
    method: 'POST',
    path: 'api/organizations/{organizationId}/review/answers',
    permission: 'reviews.answer',
    summary:
      'Answer whether people are still employed; nobody answers about themselves. Leaving ends the employment, moving offers the person, another role is assigned.',
    body: z.strictObject({
      reviewId: input.id,
      answers: z
        .array(answer)
        .min(1)
        .max(limit.reviewAnswersMax)
        .refine((all) => new Set(all.map(({ userId }) => userId)).size === all.length, {
          error: 'must hold one answer about each person',
        }),
    }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          userId: input.id,
          outcome: z
            .enum(['recorded', 'stands', 'refused'])
            .describe('`stands`: the earlier answer of somebody else stands; both are told.'),
          code: z.string().optional().describe('Why it was refused.'),
        }),
      ),
      review,
    }),
    status: 200,
    errors: ['review_over'],
    target: 'organization',
  },
  exportReview: {
    method: 'POST',
    path: 'api/organizations/{organizationId}/review/export',
    permission: 'reviews.answer',
    summary:
      'Export the latest review as CSV, signed with a key of `/.well-known/jwks.json` (RFC 7515, detached); logged as an event.',
    body: z.strictObject({ separator: z.enum(['comma', 'semicolon']).default('comma') }),
    output: z.strictObject({
      csv: z.string().describe('Save it as it is: the signature covers its bytes in UTF-8.'),
      signature: z.string().describe('A JWS without its payload: `header..signature`.'),
    }),
    status: 200,
    errors: ['no_review'],
    target: 'organization',
  },
} as const satisfies Record<string, Endpoint>;
