/** Takes the answers about many people in one request: each is recorded or refused on its own. */
import { rulesOf } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { type ProblemCode, Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { countToday } from '../store/daily-limits.ts';
import { inParallel } from '../store/in-parallel.ts';
import type { Organization } from '../store/organizations.ts';
import { readReviewList } from '../store/reviews.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { type AnswerOutcome, answerAbout } from './answer-review.ts';
import { closeDueReview } from './close-review.ts';
import type { GivenAnswer } from './consequences.ts';
import { countStates, readReviewed } from './read-review.ts';
import { summary } from './review-view.ts';

const atOnceMax = 8;

/** `lastDay` of a person who left is today unless it is given. */
export type SentAnswer = { userId: string } & (
  | Exclude<GivenAnswer, { answer: 'left' }>
  | { answer: 'left'; lastDay?: string | undefined }
);

type Asked = { reviewId: string; answers: readonly SentAnswer[] };

type Outcome = { userId: string; outcome: AnswerOutcome | 'refused'; code?: ProblemCode };

/**
 * Answers also count after the review has ended, until another one begins.
 * @throws Refusal review_over if it is not the organization's latest review
 */
export async function answerReview(
  deps: Deps,
  organization: Organization,
  caller: Account,
  { reviewId, answers }: Asked,
  now: string,
) {
  const { review } = organization.row;
  if (review?.reviewId !== reviewId) throw new Refusal('review_over');
  const { organizationId } = organization;
  const listed = new Set(
    (await readReviewList(deps.store, organizationId, reviewId)).map(({ userId }) => userId),
  );
  const rules = rulesOf(deps, organization);
  const items: Outcome[] = [];
  await inParallel(answers, atOnceMax, async (sent) => {
    const { userId } = sent;
    const actor = { actorId: caller.userId, actorRole: caller.row.role };
    const request = { ...actor, organizationId, review, rules, userId, given: given(sent, now) };
    try {
      if (!listed.has(userId)) throw new Refusal('not_found');
      if (sent.answer === 'moved') await countToday(deps, { offer_by: caller.userId }, now);
      items.push({ userId, outcome: await patiently(() => answerAbout(deps, request, now)) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      items.push({ userId, outcome: 'refused', code: error.code });
    }
  });
  return { items, review: await concluded(deps, organization, review, now) };
}

/** When many answer about the same people at the same moment, some lose every race at first. */
async function patiently<T>(answer: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++)
    try {
      return await answer();
    } catch (error) {
      const isRace = error instanceof Refusal && error.code === 'request_in_progress';
      if (!isRace || round === limit.reviewAnswerRounds) throw error;
    }
}

function given(sent: SentAnswer, now: string): GivenAnswer {
  if (sent.answer === 'here') return { answer: 'here' };
  if (sent.answer === 'role') return { answer: 'role', role: sent.role };
  if (sent.answer === 'moved') return { answer: 'moved', organizationId: sent.organizationId };
  return { answer: 'left', lastDay: sent.lastDay ?? dayOf(now) };
}

/** The last answer ends the review. */
async function concluded(deps: Deps, organization: Organization, review: ReviewState, now: string) {
  const people = await readReviewed(deps, organization, review, now);
  const isDone = countStates(people).open === 0;
  if (!isDone || (review.closedAt && review.outcome !== 'silent')) return summary(review, people);
  try {
    const { row } = await closeDueReview(deps, organization, review, now);
    return summary(row.review ?? review, people);
  } catch (error) {
    // Another answer or the timer has ended it at the same moment.
    if (error instanceof Refusal && error.code === 'request_in_progress')
      return summary(review, people);
    throw error;
  }
}
