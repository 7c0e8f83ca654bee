/**
 * Records an answer about one person in a review, together with its consequence, in one change.
 * Of two people's different answers, the administration's stands, otherwise the stricter one, and
 * both people are told.
 */
import { assertOutranks, mailTo, requirePerson } from '../accounts/account.ts';
import { openOrganization } from '../accounts/admission.ts';
import type { Deps } from '../deps.ts';
import { type AdmissionRules, isAdministration } from '../policy/admission-rules.ts';
import { Refusal } from '../policy/problems.ts';
import { isStricter } from '../policy/review.ts';
import { reviewAnswers } from '../policy/review-answers.ts';
import type { Role } from '../policy/roles.ts';
import { type Account, loadAccount } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { AccountRow } from '../store/rows/account.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { consequence, formerOf, type GivenAnswer } from './consequences.ts';
import { type Answered, answerIn, isAnsweredByOrganization, stateOf } from './read-review.ts';

type Request = {
  organizationId: string;
  review: ReviewState;
  rules: AdmissionRules;
  actorId: string;
  actorRole: Role;
  userId: string;
  given: GivenAnswer;
};

/** `stands`: the earlier answer of another person stands instead of this one. */
export type AnswerOutcome = 'recorded' | 'stands';

/**
 * Six storage requests, and what the answer's own operation needs.
 * @throws Refusal own_account, not_found, role_above_own, not_active, and what setting the end of
 *   employment, offering or assigning a role refuses
 */
export async function answerAbout(
  deps: Deps,
  request: Request,
  now: string,
): Promise<AnswerOutcome> {
  const { actorId, actorRole, userId, given, organizationId, review } = request;
  if (userId === actorId) throw new Refusal('own_account');
  await assertPossible(deps, request);
  const loaded = await loadAccount(deps.store, userId);
  if (loaded?.row.organizationId !== organizationId) throw new Refusal('not_found');
  assertOutranks(actorRole, loaded.row.role, ...(given.answer === 'role' ? [given.role] : []));
  const known = settled(deps, loaded, request, now);
  if (known) return known;
  let outcome: AnswerOutcome = 'recorded';
  await changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    if (row.organizationId !== organizationId) throw new Refusal('not_found');
    assertOutranks(actorRole, row.role);
    const before = answerTo(deps, row, review, now);
    const other = before && isAgainst(before, request) ? before : undefined;
    outcome = other && !prevails(request, other) ? 'stands' : 'recorded';
    if (other && outcome === 'stands') return refused(row, other, request);
    const asked = { ...request, before };
    const former = formerOf(row, asked, now);
    return recorded(consequence(deps, row, asked, now), asked, { other, former }, now);
  });
  return outcome;
}

async function assertPossible(deps: Deps, { given, organizationId }: Request): Promise<void> {
  if (given.answer !== 'moved') return;
  if (given.organizationId === organizationId) throw new Refusal('already_there');
  await openOrganization(deps, given.organizationId);
}

/** @returns the answer that counts; none if the question is open again after one */
function answerTo(
  deps: Deps,
  row: AccountRow,
  { reviewId }: ReviewState,
  now: string,
): Answered | undefined {
  return stateOf(deps, row, reviewId, now) === 'open' ? undefined : answerIn(row, reviewId);
}

/** @returns the outcome of an answer that has already been given */
function settled(
  deps: Deps,
  { row }: Account,
  request: Request,
  now: string,
): AnswerOutcome | undefined {
  const before = answerTo(deps, row, request.review, now);
  if (!before) return undefined;
  if (isSame(before, request.given)) return 'recorded';
  const { against } = before;
  const again = against?.by === request.actorId && isSame(against, request.given);
  return again ? 'stands' : undefined;
}

function isSame(before: Record<string, unknown>, given: GivenAnswer): boolean {
  return Object.entries(given).every(([name, value]) => before[name] === value);
}

/** The service, and the person concerned, give no answer. */
function isAgainst(before: Answered, { actorId, given }: Request): boolean {
  const isAnswer = reviewAnswers.some((each) => each === before.answer);
  return isAnswer && before.by !== actorId && !isSame(before, given);
}

function prevails({ actorRole, given }: Request, other: Answered): boolean {
  const administration = isAdministration(actorRole);
  if (administration !== (other.byAdministration === true)) return administration;
  return isStricter(given, other);
}

function refused(row: AccountRow, other: Answered, request: Request): Decision {
  const { actorId, given, review } = request;
  const against = { by: actorId, ...given };
  return {
    kind: 'review_conflict',
    data: { reviewId: review.reviewId, answer: given.answer, stands: other.answer },
    row: { ...row, reviewAnswer: { ...other, ...ofOrganization(request, other), against } },
    effects: { project: true, mails: conflict([other.by, actorId]) },
  };
}

/** Overruled or not, the organization has answered. */
function ofOrganization({ actorRole }: Request, before: Answered | undefined) {
  const answered = !isAdministration(actorRole) || (before && isAnsweredByOrganization(before));
  return { ...(answered && { byOrganization: true }) };
}

function recorded(
  decision: Decision,
  request: Request & { before: Answered | undefined },
  { other, former }: { other: Answered | undefined; former: Answered['former'] },
  now: string,
): Decision {
  const { actorId, actorRole, given, before } = request;
  const { reviewId } = request.review;
  const { data, row, effects } = decision;
  const against = other && { by: other.by, answer: other.answer };
  const mails = [...(effects?.mails ?? []), ...(against ? conflict([against.by, actorId]) : [])];
  const reviewAnswer = {
    ...{ reviewId, ...given, by: actorId, at: now, former },
    ...(isAdministration(actorRole) && { byAdministration: true }),
    ...ofOrganization(request, before),
    ...(against && { against }),
  };
  return {
    ...decision,
    data: { ...data, reviewId, answer: given.answer, ...(against && { against: against.answer }) },
    row: { ...row, reviewAnswer },
    effects: { ...effects, ...(mails.length > 0 && { mails }) },
  };
}

const conflict = (people: readonly string[]) =>
  people.map((recipientId) => mailTo(recipientId, 'review_conflict'));
