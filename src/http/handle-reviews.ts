/** Reviews: from the request to the operation and back. */
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { answerReview } from '../reviews/answer-many.ts';
import { exportReview } from '../reviews/export-review.ts';
import { listReviewStates, reviewView } from '../reviews/review-view.ts';
import { openReview, startAllReviews, startReview } from '../reviews/start-review.ts';
import { loadOrganization } from '../store/organizations.ts';
import type { Handlers } from './context.ts';

export const reviewHandlers = {
  listReviews: async ({ deps, now }) => ({ items: await listReviewStates(deps, now) }),
  async startReviews({ deps, body, caller, now }) {
    const actorId = caller().account.userId;
    if (!body.organizationId) return startAllReviews(deps, actorId, now, limit.runSecondsMax);
    const organization = await loadOrganization(deps.store, body.organizationId);
    if (!organization) throw new Refusal('not_found');
    const isOpen = openReview(organization) !== undefined;
    await startReview(deps, organization, actorId, now);
    return { started: isOpen ? 0 : 1, left: 0 };
  },
  readReview: ({ deps, organization, caller, query, now }) =>
    reviewView(deps, organization(), caller().account, query, now),
  answerReview: ({ deps, organization, caller, body, now }) =>
    answerReview(deps, organization(), caller().account, body, now),
  exportReview: ({ deps, organization, caller, body, now }) =>
    exportReview(deps, organization(), caller().account, body.separator, now),
} satisfies Partial<Handlers>;
