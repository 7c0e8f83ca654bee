/**
 * Ends a review. Whoever nobody answered about is notified and then lapses like everybody else; if
 * nobody of the organization answered at all, the administration decides and nobody lapses.
 */
import { requirePerson, unconfirmed } from '../accounts/account.ts';
import { mayLapse } from '../accounts/administrators.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { ReviewOutcome } from '../policy/review-answers.ts';
import { loadReadable } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { inParallel } from '../store/in-parallel.ts';
import { changeOrganization, type Organization } from '../store/organizations.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { mailAbout } from './mail-about.ts';
import {
  answerIn,
  countStates,
  isAnsweredByOrganization,
  type ReviewedPerson,
  readReviewed,
  stateOf,
} from './read-review.ts';

const service = 'service';
const atOnceMax = 8;

type Place = { organizationId: string; reviewId: string };

/**
 * Six storage requests for each unconfirmed person. What a run has no time for is left to the next.
 * @param until milliseconds of `performance.now()` after which it stops
 * @throws Refusal request_in_progress if another change came first
 */
export async function closeDueReview(
  deps: Deps,
  organization: Organization,
  review: ReviewState,
  now: string,
  until = Number.POSITIVE_INFINITY,
): Promise<Organization> {
  const { organizationId } = organization;
  const { reviewId } = review;
  const people = await readReviewed(deps, organization, review, now);
  const open = people.filter(({ state }) => state === 'open');
  if (open.length > 0 && (await isSilent(deps, people, reviewId))) {
    const about = { organizationId, reviewId, to: 'administrators', part: 'end' };
    await mailAbout(deps, 'review_silent', about, now);
    return recordEnd(deps, organization, { review, people, outcome: 'silent' }, now);
  }
  let unfinished = false;
  await inParallel(open, atOnceMax, async ({ userId }) => {
    if (performance.now() > until) unfinished = true;
    else await markUnconfirmed(deps, userId, { organizationId, reviewId }, now);
  });
  if (unfinished) return organization;
  const ended = open.length > 0 ? await readReviewed(deps, organization, review, now) : people;
  const missing = ended.some(({ state }) => ['open', 'missing', 'kept'].includes(state));
  const outcome = missing ? 'unconfirmed' : 'complete';
  return recordEnd(deps, organization, { review, people: ended, outcome }, now);
}

/** One storage request for each person who has left the organization, unless others were answered about. */
async function isSilent(
  deps: Deps,
  people: readonly ReviewedPerson[],
  reviewId: string,
): Promise<boolean> {
  const isAnswered = (row: Parameters<typeof answerIn>[0] | undefined) => {
    const answer = row && answerIn(row, reviewId);
    return answer !== undefined && isAnsweredByOrganization(answer);
  };
  if (people.some(({ person }) => isAnswered(person))) return false;
  const gone = people.filter(({ person }) => !person);
  let silent = true;
  await inParallel(gone, atOnceMax, async ({ userId }) => {
    if (silent && isAnswered((await loadReadable(deps.store, userId))?.row)) silent = false;
  });
  return silent;
}

type End = {
  review: ReviewState;
  people: readonly ReviewedPerson[];
  outcome: ReviewOutcome;
};

function recordEnd(
  deps: Deps,
  organization: Organization,
  { review, people, outcome }: End,
  now: string,
): Promise<Organization> {
  const { open, missing } = countStates(people);
  return changeOrganization(
    deps,
    organization,
    { actorId: service, now },
    {
      kind: 'review_closed',
      data: { reviewId: review.reviewId, outcome, people: review.people, open, missing },
      row: { ...organization.row, review: { ...review, closedAt: now, outcome } },
    },
  );
}

/** The last administrator is left alone: that account never lapses. */
async function markUnconfirmed(
  deps: Deps,
  userId: string,
  { organizationId, reviewId }: Place,
  now: string,
): Promise<void> {
  const loaded = await loadReadable(deps.store, userId);
  if (!loaded || !(await mayLapse(deps, loaded, now))) return;
  try {
    await changeAccount(deps, loaded, { actorId: service, now }, (account) => {
      const { row } = requirePerson(account);
      const isOpen = stateOf(deps, row, reviewId, now) === 'open';
      if (row.organizationId !== organizationId || !isOpen) throw new Refusal('changed_meanwhile');
      const reviewAnswer = { reviewId, answer: 'missing', by: service, at: now };
      return {
        kind: 'employment_unconfirmed',
        data: { reviewId },
        row: { ...unconfirmed(row, now), reviewAnswer },
        effects: { project: true },
      };
    });
  } catch (error) {
    // Somebody answered meanwhile, or the person moved or was deactivated.
    if (!(error instanceof Refusal)) throw error;
  }
}
