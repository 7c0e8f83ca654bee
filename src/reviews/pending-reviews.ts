/** Counts the people and organizations whose review awaits the caller. */
import { counted, type Work } from '../accounts/pending-people.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { reviewCalendar } from '../policy/review.ts';
import { scopeOf } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';
import { listOrganizations, loadOrganization, type Organization } from '../store/organizations.ts';
import { mayAnswerAbout } from './may-answer.ts';
import { readReviewed, stateOf } from './read-review.ts';
import { openReview } from './start-review.ts';

type PendingDeps = Pick<Deps, 'store' | 'policy'>;

/**
 * One storage request when no review is open; two or three more for a primary user's own review, and
 * for the administration one for each 1,000 primary users.
 */
export async function pendingReviews(
  deps: PendingDeps,
  caller: Account,
  now: string,
): Promise<Work[]> {
  const scope = scopeOf(caller.row.role, 'reviews.answer');
  if (scope === 'any') return forAdministration(deps, now);
  if (scope !== 'own') return [];
  const organization = await loadOrganization(deps.store, caller.row.organizationId);
  const review = organization && openReview(organization);
  if (!organization || !review) return [];
  const people = await readReviewed(deps, organization, review, now);
  const actor = { userId: caller.userId, role: caller.row.role };
  const open = people.filter(
    ({ state, person }) => state === 'open' && person && mayAnswerAbout(actor, person),
  );
  const { closeAt } = reviewCalendar(review);
  return counted(
    'review_answers',
    open.map(() => closeAt),
  );
}

/** Reviews that were escalated or ended in silence, or that await an answer about somebody. */
async function forAdministration(deps: PendingDeps, now: string): Promise<Work[]> {
  const all = await listOrganizations(deps.store);
  const silent = all.filter(({ row }) => !row.closedAt && row.review?.outcome === 'silent');
  const open = all.filter((each) => !each.row.closedAt && openReview(each));
  const [escalated, others] = [true, false].map((wanted) =>
    open.filter(({ row }) => (row.review?.escalatedAt !== undefined) === wanted),
  );
  const alone = await withLonePrimaryUser(deps, others ?? [], now);
  const dated = [...(escalated ?? []), ...alone].map(({ row }) =>
    row.review ? reviewCalendar(row.review).closeAt : undefined,
  );
  return counted('organization_reviews', [...silent.map(() => undefined), ...dated]);
}

/** Nobody of such an organization may answer about its only primary user. */
async function withLonePrimaryUser(
  deps: PendingDeps,
  open: readonly Organization[],
  now: string,
): Promise<Organization[]> {
  if (open.length === 0) return [];
  const people: ListedPerson[] = [];
  for await (const person of readPeople(deps.store, { role: 'primary_user' }))
    if (evaluateLifecycle(person, deps.policy, now).status === 'active') people.push(person);
  return open.filter(({ organizationId, row }) => {
    const [one, ...rest] = people.filter((each) => each.organizationId === organizationId);
    if (!one || rest.length > 0 || !row.review) return false;
    return stateOf(deps, one, row.review.reviewId, now) === 'open';
  });
}
