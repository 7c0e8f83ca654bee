/** What an answer in a review does to the account: the same as the operation that it stands for. */
import { noLongerUnconfirmed, noOffer, offerOf, revised } from '../accounts/account.ts';
import { roleChange } from '../accounts/change-role.ts';
import { assertMaySetEnd } from '../accounts/change-user.ts';
import { offering } from '../accounts/offer.ts';
import type { Deps } from '../deps.ts';
import type { AdmissionRules } from '../policy/admission-rules.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { confirmedUntilOf } from '../policy/review.ts';
import type { Role } from '../policy/roles.ts';
import type { Decision } from '../store/change.ts';
import type { AccountRow } from '../store/rows/account.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import type { Answered } from './read-review.ts';

export type GivenAnswer =
  | { answer: 'here' }
  | { answer: 'role'; role: Role }
  | { answer: 'moved'; organizationId: string }
  /** The last day of employment, such as `2026-12-31`. */
  | { answer: 'left'; lastDay: string };

type Request = {
  actorId: string;
  actorRole: Role;
  userId: string;
  review: ReviewState;
  rules: AdmissionRules;
  given: GivenAnswer;
  /** The answer that this one replaces. */
  before: Answered | undefined;
};

/** @throws Refusal not_active and what the operations refuse */
export function consequence(
  deps: Pick<Deps, 'policy'>,
  row: AccountRow,
  request: Request,
  now: string,
): Decision {
  const { actorId, actorRole, given, rules, review, userId } = request;
  if (evaluateLifecycle(row, deps.policy, now).status !== 'active') throw new Refusal('not_active');
  const answerable = withdrawn(row, request, now);
  // Only the other organization's acceptance shows that the person is employed there.
  if (given.answer === 'moved')
    return alsoOf(
      row,
      offering(deps, answerable, { organizationId: given.organizationId, actorId }, now),
    );
  const known = noLongerUnconfirmed(answerable);
  if (given.answer === 'left') {
    const after = revised(known, { employmentEndsOn: given.lastDay });
    assertMaySetEnd(deps, { loaded: { userId }, actorId, actorRole }, { row, after }, now);
    const data = { fields: ['employmentEndsOn'] };
    return alsoOf(row, { kind: 'person_changed', data, row: after, effects: { project: true } });
  }
  const confirmed = { ...known, confirmedUntil: confirmedUntilOf(review) };
  const role = given.answer === 'role' ? given.role : formerRole(row, request.before);
  if (role) return alsoOf(row, roleChange(rules, confirmed, { actorId, actorRole, role }));
  const effects = { project: true };
  return alsoOf(row, { kind: 'employment_confirmed', row: revised(confirmed, {}), effects });
}

/**
 * What the replaced answer had set is taken back, unless somebody has changed it since. An offer to
 * the same organization is made anew.
 */
function withdrawn(row: AccountRow, { before, given }: Request, now: string): AccountRow {
  if (before?.answer === 'left' && before.lastDay === row.employmentEndsOn)
    return { ...row, employmentEndsOn: before.former?.employmentEndsOn };
  const offered = offerOf(row, now)?.to;
  const places = [before, given].flatMap((each) =>
    each?.answer === 'moved' ? [each.organizationId] : [],
  );
  return offered && places.includes(offered) ? { ...row, ...noOffer } : row;
}

/** @returns the role that the replaced answer had taken away, unless somebody has changed it since */
function formerRole(row: AccountRow, before: Answered | undefined): Role | undefined {
  const former = before?.answer === 'role' && before.role === row.role && before.former?.role;
  return former && former !== row.role ? former : undefined;
}

/** @returns what a correction of the answer returns to */
export function formerOf(
  row: AccountRow,
  request: Request,
  now: string,
): NonNullable<Answered['former']> {
  const { employmentEndsOn } = withdrawn(row, request, now);
  const role = formerRole(row, request.before) ?? row.role;
  return { role, ...(employmentEndsOn && { employmentEndsOn }) };
}

/** The list of the organization to which the person is no longer offered is updated as well. */
function alsoOf({ offeredTo }: AccountRow, decision: Decision): Decision {
  const given = decision.effects?.offersOf ?? decision.row.offeredTo;
  if (!offeredTo || offeredTo === given) return decision;
  return { ...decision, effects: { ...decision.effects, offersOf: offeredTo } };
}
