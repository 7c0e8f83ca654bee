/**
 * Begins the reviews that organizations' rules ask for, and takes the due steps of open ones. Missed
 * runs are made up for; what a run has no time for is left to the next.
 */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import { dueReviewStep } from '../policy/review.ts';
import { nextReviewOf, openReview, startReview } from '../reviews/start-review.ts';
import { takeReviewSteps } from '../reviews/take-step.ts';
import { listOrganizations, type Organization } from '../store/organizations.ts';

type Counts = { started: number; continued: number; overtaken: number; failed: number };

/**
 * One storage request for each thousand organizations when nothing is due.
 * @param secondsMax after which the run stops
 */
export async function runReviews(deps: Deps, now: string, secondsMax: number): Promise<Counts> {
  const until = performance.now() + secondsMax * 1_000;
  const counts = { started: 0, continued: 0, overtaken: 0, failed: 0 };
  for (const organization of await listOrganizations(deps.store)) {
    if (performance.now() > until) break;
    try {
      const done = await tend(deps, organization, now, until);
      if (done) counts[done]++;
    } catch (error) {
      // One organization must not stop the others; the next run tries again.
      if (error instanceof Refusal) counts.overtaken++;
      else {
        deps.log('review_failed', { reason: error instanceof Error ? error.name : 'unknown' });
        counts.failed++;
      }
    }
  }
  return counts;
}

async function tend(
  deps: Deps,
  organization: Organization,
  now: string,
  until: number,
): Promise<'started' | 'continued' | undefined> {
  if (organization.row.closedAt) return undefined;
  const review = openReview(organization);
  if (review) {
    if (!dueReviewStep(review, now)) return undefined;
    await takeReviewSteps(deps, organization.organizationId, now, until);
    return 'continued';
  }
  const nextAt = nextReviewOf(deps, organization);
  if (!nextAt || nextAt > now) return undefined;
  await startReview(deps, organization, 'service', now);
  return 'started';
}
