/** Reviews as people see them: an organization's latest one, and the states of all organizations. */
import { rulesOf } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { reviewCalendar } from '../policy/review.ts';
import type { PersonState } from '../policy/review-answers.ts';
import type { Account } from '../store/accounts.ts';
import { inParallel } from '../store/in-parallel.ts';
import { listOrganizations, type Organization } from '../store/organizations.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { mayAnswerAbout } from './may-answer.ts';
import { answerIn, countStates, type ReviewedPerson, readReviewed } from './read-review.ts';
import { nextReviewOf, openReview } from './start-review.ts';

const atOnceMax = 8;

type Ask = { limit: number; skip: number; state?: PersonState | undefined };

/**
 * The people by name, with those who are gone last. Two storage requests, plus the cost of the last
 * minutes' changes.
 */
export async function reviewView(
  deps: Deps,
  organization: Organization,
  caller: Account,
  { limit, skip, state }: Ask,
  now: string,
) {
  const { review } = organization.row;
  const nextAt = nextReviewOf(deps, organization);
  const next = { ...(nextAt && { nextAt }) };
  if (!review) return { ...next, items: [], total: 0 };
  const people = await readReviewed(deps, organization, review, now);
  const shown = people.filter((each) => !state || each.state === state).sort(byName);
  const rows = shown.slice(skip, skip + limit);
  const items = rows.map((each) => personView(deps, each, { review, caller }, now));
  return { ...next, review: summary(review, people), items, total: shown.length };
}

type Summary = ReturnType<typeof summary>;

export function summary(review: ReviewState, people: readonly ReviewedPerson[]) {
  const { reviewId, startedAt, closedAt, outcome, escalatedAt } = review;
  const { remindAt, escalateAt, closeAt } = reviewCalendar(review);
  return {
    ...{ reviewId, startedAt, remindAt, escalateAt, closeAt, escalatedAt, closedAt, outcome },
    people: review.people,
    counts: countStates(people),
  };
}

function personView(
  { policy }: Pick<Deps, 'policy'>,
  { userId, state, person }: ReviewedPerson,
  { review: { reviewId }, caller }: { review: ReviewState; caller: Account },
  now: string,
) {
  const answer = person && answerIn(person, reviewId);
  if (!person) return { userId, state, mayAnswer: false };
  const { firstName, lastName, email, role, lastActivityAt, employmentEndsOn } = person;
  const actor = { userId: caller.userId, role: caller.row.role };
  const isActive = evaluateLifecycle(person, policy, now).status === 'active';
  return {
    ...{ userId, state, firstName, lastName, email, role, lastActivityAt, employmentEndsOn },
    mayAnswer: isActive && mayAnswerAbout(actor, { userId, role }),
    isOwn: userId === caller.userId,
    ...(answer && { answeredAt: answer.at }),
  };
}

/**
 * All open organizations, with the state of each one's latest review; an ended one is not counted. One storage request, and for
 * each open or silent review those of reading it.
 */
export async function listReviewStates(deps: Deps, now: string) {
  const all = (await listOrganizations(deps.store)).filter(({ row }) => !row.closedAt);
  const summaries = new Map<string, Partial<Summary> & Omit<Summary, 'counts'>>();
  await inParallel(all, atOnceMax, async (organization) => {
    const { organizationId, row } = organization;
    const { review } = row;
    if (!review) return;
    const isLive = openReview(organization) !== undefined || review.outcome === 'silent';
    const { counts, ...dates } = summary(
      review,
      isLive ? await readReviewed(deps, organization, review, now) : [],
    );
    summaries.set(organizationId, { ...dates, ...(isLive && { counts }) });
  });
  return all.map((organization) => {
    const { organizationId, row } = organization;
    const review = summaries.get(organizationId);
    const nextAt = nextReviewOf(deps, organization);
    return {
      organizationId,
      name: row.name,
      reviewMonths: rulesOf(deps, organization).reviewMonths,
      ...(review && { review }),
      ...(nextAt && { nextAt }),
    };
  });
}

function byName(a: ReviewedPerson, b: ReviewedPerson): number {
  if (!a.person || !b.person) return Number(!a.person) - Number(!b.person);
  return collator.compare(nameOf(a.person), nameOf(b.person));
}

const collator = new Intl.Collator('fi', { sensitivity: 'base', numeric: true });
const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  `${lastName} ${firstName}`;
