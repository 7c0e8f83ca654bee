/** The rows of organizations and of their reviews. */
import { z } from 'zod';
import { admissionRules } from '../../policy/admission-rules.ts';
import { lazyObject } from '../../policy/lazy-object.ts';
import { reviewOutcomes } from '../../policy/review-answers.ts';
import { instant, json, language, oneOf } from './fields.ts';

/** When each step of a review was taken; the answers are with the people. */
const reviewState = () =>
  z.looseObject({
    reviewId: z.string(),
    startedAt: instant,
    startedBy: z.string(),
    /** For how long a confirmation holds. */
    months: z.number(),
    /** How many people it asks about. */
    people: z.number(),
    askedAt: instant.optional(),
    remindedAt: instant.optional(),
    escalatedAt: instant.optional(),
    closedAt: instant.optional(),
    outcome: oneOf(reviewOutcomes),
  });
export type ReviewState = z.infer<ReturnType<typeof reviewState>>;

/**
 * `organizations`: `organizations` / `review.ID.NUMBER`. A part of the list of people whom the
 * latest review asks about, frozen when it began.
 */
export const reviewListRow = lazyObject(() => ({
  reviewId: z.string(),
  people: json(z.array(z.object({ userId: z.string(), role: z.string() }))),
}));
export type ReviewListRow = z.infer<typeof reviewListRow>;

/** `organizations`: `organizations` / `organization.ID`. */
export const organizationRow = lazyObject(() => ({
  name: z.string(),
  language,
  revision: z.number(),
  createdAt: instant,
  closedAt: instant.optional(),
  /** The organization's rules, if they differ from the defaults. */
  process: json(z.looseObject(admissionRules.shape)).optional(),
  /** The latest review of who is still employed. */
  review: json(reviewState()).optional().catch(undefined),
  requestHash: z.string().optional(),
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
}));
export type OrganizationRow = z.infer<typeof organizationRow>;

/** `organizations`: `organizations` / `name.HASH`. The organization that has the name. */
export const organizationNameRow = lazyObject(() => ({ organizationId: z.string() }));
