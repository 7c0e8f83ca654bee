/** What the e-mails about reviews read: an organization's review as it is when they are sent. */
import type { Language } from '../policy/languages.ts';
import { reviewCalendar } from '../policy/review.ts';
import { reviewAnswers } from '../policy/review-answers.ts';
import { mayAnswerAbout } from '../reviews/may-answer.ts';
import { readReviewed } from '../reviews/read-review.ts';
import { loadOrganization } from '../store/organizations.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import type { About, MailDeps } from './template.ts';

export type ReviewData = {
  organizationName: string;
  /** How many people await the recipient's answer. */
  open: number;
  closeAt: string;
  link: string;
};

/** @returns undefined when the review has ended, or nobody awaits the recipient's answer */
export const openReviewOf = (deps: MailDeps, about: About, path: string) =>
  reviewOf(deps, about, path, ({ closedAt }) => !closedAt);

/** The e-mail may be sent a moment before the end is recorded. */
export const silentReviewOf = (deps: MailDeps, about: About) =>
  reviewOf(deps, about, '/reviews', ({ closedAt, outcome }) => !closedAt || outcome === 'silent');

async function reviewOf(
  deps: MailDeps,
  { aboutId, account, now }: About,
  path: string,
  isWanted: (review: ReviewState) => boolean,
): Promise<ReviewData | undefined> {
  const organization = await loadOrganization(deps.store, aboutId);
  const review = organization?.row.review;
  if (!organization || !review || !isWanted(review)) return undefined;
  const actor = { userId: account.userId, role: account.row.role };
  const people = await readReviewed(deps, organization, review, now);
  const open = people.filter(
    ({ state, person }) => state === 'open' && person && mayAnswerAbout(actor, person),
  ).length;
  if (open === 0) return undefined;
  const { closeAt } = reviewCalendar(review);
  const link = `${deps.settings.PUBLIC_URL}${path}`;
  return { organizationName: organization.row.name, open, closeAt, link };
}

export type StandingAnswer = (typeof reviewAnswers)[number];

/** @returns the answer that an e-mail can name */
export const standingAnswer = (given: { answer: string } | undefined): StandingAnswer | undefined =>
  reviewAnswers.find((each) => each === given?.answer);

export const answerWords: Record<Language, Record<StandingAnswer, string>> = {
  fi: {
    here: 'työskentelee edelleen organisaatiossa',
    role: 'rooli on vaihtunut',
    moved: 'on siirtynyt toiseen organisaatioon',
    left: 'palvelussuhde päättyy',
  },
  sv: {
    here: 'arbetar fortfarande i organisationen',
    role: 'rollen har ändrats',
    moved: 'har flyttat till en annan organisation',
    left: 'anställningen upphör',
  },
  en: {
    here: 'still works in the organization',
    role: 'the role has changed',
    moved: 'has moved to another organization',
    left: 'the employment ends',
  },
};
