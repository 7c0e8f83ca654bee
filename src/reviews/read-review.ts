/** Reads what an organization's latest review knows of each person; the answers are with the people. */
import { offerOf } from '../accounts/account.ts';
import { peopleNow } from '../accounts/people-now.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { type PersonState, reviewAnswers, reviewStates } from '../policy/review-answers.ts';
import { type ListedPerson, readPeople } from '../store/directory.ts';
import type { Organization } from '../store/organizations.ts';
import { type Reviewed, readReviewList } from '../store/reviews.ts';
import type { AccountRow } from '../store/rows/account.ts';
import type { ReviewState } from '../store/rows/organization.ts';

type ReadDeps = Pick<Deps, 'store' | 'policy'>;

export type Answered = NonNullable<AccountRow['reviewAnswer']>;

type Answering = { reviewAnswer?: Answered | undefined };

export type ReviewedPerson = Reviewed & {
  state: PersonState;
  /** Absent if the person has left the organization or was erased. */
  person?: ListedPerson;
};

/** The organization's people who can sign in, as of now. One storage request per 1,000 people. */
export async function activePeople(
  deps: ReadDeps,
  organizationId: string,
  now: string,
): Promise<ListedPerson[]> {
  const people = await everybody(deps, organizationId, now);
  return people.filter((each) => evaluateLifecycle(each, deps.policy, now).status === 'active');
}

/** Two storage requests, plus the cost of the last minutes' changes; one more per 1,000 people. */
export async function readReviewed(
  deps: ReadDeps,
  { organizationId }: Pick<Organization, 'organizationId'>,
  { reviewId }: Pick<ReviewState, 'reviewId'>,
  now: string,
): Promise<ReviewedPerson[]> {
  const [list, people] = await Promise.all([
    readReviewList(deps.store, organizationId, reviewId),
    everybody(deps, organizationId, now),
  ]);
  const known = new Map(people.map((person) => [person.userId, person]));
  return list.map((each) => {
    const person = known.get(each.userId);
    if (!person) return { ...each, state: 'gone' };
    return { ...each, state: stateOf(deps, person, reviewId, now), person };
  });
}

/**
 * @returns what the review knows of a person of the organization. An offer that was declined,
 *   withdrawn or has expired leaves the question open again, as does restoring somebody who left.
 */
export function stateOf(
  { policy }: Pick<Deps, 'policy'>,
  row: Parameters<typeof evaluateLifecycle>[0] & Parameters<typeof offerOf>[0] & Answering,
  reviewId: string,
  now: string,
): PersonState {
  const answer = answerIn(row, reviewId)?.answer;
  const state = reviewStates.find((each) => each === answer);
  const isActive = evaluateLifecycle(row, policy, now).status === 'active';
  const undone =
    (state === 'moved' && !offerOf(row, now)) || (state === 'left' && !row.employmentEndsOn);
  if (undone && isActive) return 'open';
  return state ?? (isActive ? 'open' : 'gone');
}

/** @returns the person's answer in this review */
export function answerIn({ reviewAnswer }: Answering, reviewId: string): Answered | undefined {
  return reviewAnswer?.reviewId === reviewId ? reviewAnswer : undefined;
}

/** Answers of the administration do not count: it may have answered about one person only. */
export function isAnsweredByOrganization({ answer, byAdministration, byOrganization }: Answered) {
  const isAnswer = reviewAnswers.some((each) => each === answer);
  return byOrganization === true || (isAnswer && byAdministration !== true);
}

/** @returns how many people are in each state */
export function countStates(people: readonly ReviewedPerson[]): Record<PersonState, number> {
  const count = (state: PersonState) => people.filter((each) => each.state === state).length;
  return {
    open: count('open'),
    here: count('here'),
    role: count('role'),
    moved: count('moved'),
    left: count('left'),
    missing: count('missing'),
    kept: count('kept'),
    gone: count('gone'),
  };
}

async function everybody(deps: ReadDeps, organizationId: string, now: string) {
  const listed: ListedPerson[] = [];
  for await (const person of readPeople(deps.store, { organizationId })) listed.push(person);
  return peopleNow(deps, listed, { organizationId, isShown: () => true }, now);
}
