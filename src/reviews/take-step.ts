/**
 * Takes the steps of a review whose day has come: asks, reminds, turns to the administration, ends.
 * A crash between an e-mail and its record repeats the step, and the e-mail is sent once.
 */
import type { Deps } from '../deps.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { dueReviewStep } from '../policy/review.ts';
import type { ReviewStep } from '../policy/review-answers.ts';
import { changeOrganization, loadOrganization, type Organization } from '../store/organizations.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { closeDueReview } from './close-review.ts';
import { mailAbout } from './mail-about.ts';
import { awaitsAdministration } from './may-answer.ts';
import { activePeople, type ReviewedPerson, readReviewed } from './read-review.ts';

const service = 'service';

const recorded = {
  ask: { kind: 'review_asked', field: 'askedAt', template: 'review_started' },
  remind: { kind: 'review_reminded', field: 'remindedAt', template: 'review_reminder' },
  escalate: { kind: 'review_escalated', field: 'escalatedAt', template: 'review_escalated' },
} as const satisfies Record<
  Exclude<ReviewStep, 'close'>,
  { template: MailTemplate; kind: string; field: string }
>;

/**
 * @param until milliseconds of `performance.now()` after which the end of a review is left to the
 *   next run
 * @returns the organization afterwards
 * @throws Refusal request_in_progress if another change came first; the next run continues
 */
export async function takeReviewSteps(
  deps: Deps,
  organizationId: string,
  now: string,
  until = Number.POSITIVE_INFINITY,
): Promise<Organization> {
  for (;;) {
    const organization = await loadOrganization(deps.store, organizationId);
    if (!organization) throw new Refusal('not_found');
    const { review } = organization.row;
    const step = review && dueReviewStep(review, now);
    if (!review || !step) return organization;
    if (step === 'close') return closeDueReview(deps, organization, review, now, until);
    const people = await readReviewed(deps, organization, review, now);
    if (!people.some(({ state }) => state === 'open'))
      return closeDueReview(deps, organization, review, now, until);
    await tell(deps, organization, { review, step, people }, now);
    await changeOrganization(
      deps,
      organization,
      { actorId: service, now },
      {
        kind: recorded[step].kind,
        data: { reviewId: review.reviewId },
        row: { ...organization.row, review: { ...review, [recorded[step].field]: now } },
      },
    );
  }
}

type Step = {
  review: ReviewState;
  step: Exclude<ReviewStep, 'close'>;
  people: readonly ReviewedPerson[];
};

/** The administration is asked at once about those about whom no primary user may answer. */
async function tell(
  deps: Deps,
  { organizationId }: Organization,
  { review, step, people }: Step,
  now: string,
): Promise<void> {
  const active = await activePeople(deps, organizationId, now);
  const open = people.flatMap(({ state, person }) => (state === 'open' && person ? [person] : []));
  const [forAdministration, forPrimaryUsers] = [true, false].map((wanted) =>
    open.some((person) => awaitsAdministration(person, active) === wanted),
  );
  const toPrimaryUsers = step !== 'escalate' && forPrimaryUsers;
  const toAdministration = step === 'escalate' || (step === 'ask' && forAdministration);
  const { reviewId } = review;
  const about = { organizationId, reviewId, part: step };
  if (toPrimaryUsers)
    await mailAbout(deps, recorded[step].template, { ...about, to: organizationId }, now);
  if (toAdministration)
    await mailAbout(deps, 'review_escalated', { ...about, to: 'administrators' }, now);
}
