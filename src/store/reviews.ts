/** The frozen list of an organization's latest review, written together with its beginning. */

import { limit } from '../policy/limits.ts';
import type { Acting } from './change.ts';
import type { Deps } from './deps.ts';
import { changeOrganization, type Organization } from './organizations.ts';
import { organizationsPartition, reviewListKey, reviewListPrefix } from './row-keys.ts';
import { type ReviewState, reviewListRow } from './rows/organization.ts';
import type { Store } from './store.ts';
import { readAll, rowsUnder, type Write } from './tables.ts';

/** A person whom the review asks about, with the role at its beginning. */
export type Reviewed = { userId: string; role: string };

/** One storage request. @returns nobody if the list is that of another review */
export async function readReviewList(
  store: Pick<Store, 'table'>,
  organizationId: string,
  reviewId: string,
): Promise<Reviewed[]> {
  const filter = rowsUnder(organizationsPartition, reviewListPrefix(organizationId));
  const found: Reviewed[] = [];
  for await (const row of readAll(await store.table('organizations'), reviewListRow, filter))
    if (row.reviewId === reviewId) found.push(...row.people);
  return found;
}

/**
 * Begins a review with its frozen list, in one transaction: three storage requests.
 * @throws Refusal request_in_progress if another change came first
 */
export function beginReview(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock' | 'policy'>,
  { organizationId, row, etag }: Organization,
  review: ReviewState,
  people: readonly Reviewed[],
  acting: Acting,
): Promise<Organization> {
  const { reviewId, months } = review;
  return changeOrganization(deps, { organizationId, row, etag }, acting, {
    kind: 'review_started',
    data: { reviewId, people: people.length, months },
    row: { ...row, review },
    beside: [
      ...partsOf(people).map(
        (part, number): Write => ({
          do: 'put',
          key: reviewListKey(organizationId, number),
          row: { reviewId, people: part },
        }),
      ),
      ...leftOver(organizationId, row.review?.people ?? 0, people.length),
    ],
  });
}

function partsOf(people: readonly Reviewed[]): Reviewed[][] {
  const count = Math.ceil(people.length / limit.reviewPartPeople);
  return Array.from({ length: count }, (_, number) =>
    people.slice(number * limit.reviewPartPeople, (number + 1) * limit.reviewPartPeople),
  );
}

/** The parts of a longer former list are deleted. */
function leftOver(organizationId: string, former: number, people: number): Write[] {
  const [all, kept] = [former, people].map((each) => Math.ceil(each / limit.reviewPartPeople));
  return Array.from({ length: Math.max(0, (all ?? 0) - (kept ?? 0)) }, (_, index) => ({
    do: 'delete',
    key: reviewListKey(organizationId, (kept ?? 0) + index),
  }));
}
