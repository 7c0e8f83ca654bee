/** Begins the review of an organization: its active people are frozen in a list and counted. */
import { randomUUID } from 'node:crypto';
import { rulesOf } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { nextReviewAt } from '../policy/review.ts';
import { earlierBy, hourMs } from '../policy/time.ts';
import { inParallel } from '../store/in-parallel.ts';
import { listOrganizations, type Organization } from '../store/organizations.ts';
import { beginReview } from '../store/reviews.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { activePeople } from './read-review.ts';
import { takeReviewSteps } from './take-step.ts';

const atOnceMax = 4;

/** @returns the open review of the organization; a closed one can still be answered */
export function openReview({ row }: Pick<Organization, 'row'>): ReviewState | undefined {
  return row.review && !row.review.closedAt ? row.review : undefined;
}

/**
 * Seven storage requests, and those of asking. An open review only continues.
 * @throws Refusal organization_closed, nobody_to_review, too_many_to_scan, request_in_progress
 */
export async function startReview(
  deps: Deps,
  organization: Organization,
  actorId: string,
  now: string,
): Promise<Organization> {
  const { organizationId, row } = organization;
  if (openReview(organization)) return takeReviewSteps(deps, organizationId, now);
  if (row.closedAt) throw new Refusal('organization_closed');
  const people = await activePeople(deps, organizationId, now);
  if (people.length === 0) throw new Refusal('nobody_to_review');
  if (people.length > limit.reviewPeopleMax) throw new Refusal('too_many_to_scan');
  const review = {
    reviewId: randomUUID(),
    startedAt: now,
    startedBy: actorId,
    months: rulesOf(deps, organization).reviewMonths ?? limit.reviewMonthsDefault,
    people: people.length,
  };
  // In the order in which they came.
  const listed = people.sort(byArrival).map(({ userId, role }) => ({ userId, role }));
  await beginReview(deps, organization, review, listed, { actorId, now });
  return takeReviewSteps(deps, organizationId, now);
}

/**
 * Starts the reviews of all organizations without an open one, as far as the time allows.
 * @returns how many were started, and how many remain for a repetition
 */
export async function startAllReviews(
  deps: Deps,
  actorId: string,
  now: string,
  secondsMax: number,
): Promise<{ started: number; left: number }> {
  const until = performance.now() + secondsMax * 1_000;
  const before = earlierBy(now, limit.reviewStartAgainHours * hourMs);
  const all = (await listOrganizations(deps.store)).filter(
    (each) =>
      !each.row.closedAt && !openReview(each) && (each.row.review?.startedAt ?? '') <= before,
  );
  let started = 0;
  let left = 0;
  await inParallel(all, atOnceMax, async (organization) => {
    if (performance.now() > until) {
      left++;
      return;
    }
    try {
      await startReview(deps, organization, actorId, now);
      started++;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'request_in_progress') left++;
    }
  });
  return { started, left };
}

/** @returns when the organization's rule begins the next review; undefined if it has no such rule */
export function nextReviewOf(
  deps: Pick<Deps, 'settings'>,
  organization: Organization,
): string | undefined {
  const { row } = organization;
  const months = rulesOf(deps, organization).reviewMonths;
  if (months === null || row.closedAt || openReview(organization)) return undefined;
  return nextReviewAt(row.review?.startedAt ?? row.createdAt, months);
}

type Arrived = { invitedAt: string; userId: string };

function byArrival(a: Arrived, b: Arrived): number {
  return `${a.invitedAt} ${a.userId}` < `${b.invitedAt} ${b.userId}` ? -1 : 1;
}
