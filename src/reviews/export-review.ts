/** Exports a review for auditors: a CSV of every person and answer, signed with the published keys. */
import type { Deps } from '../deps.ts';
import { byteOrderMark, csvLine, type Separator } from '../policy/csv-text.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { logEvent } from '../store/log-event.ts';
import type { Organization } from '../store/organizations.ts';
import type { ReviewState } from '../store/rows/organization.ts';
import { signDetached } from './detached-signature.ts';
import { answerIn, type ReviewedPerson, readReviewed } from './read-review.ts';

const columns = [
  'lastName',
  'firstName',
  'email',
  'roleAtBeginning',
  'state',
  'answeredAt',
  'answeredBy',
  'lastDay',
  'newRole',
  'newOrganizationId',
  'confirmedUntil',
  'userId',
] as const;

/**
 * The requests of reading the review, and one for the event.
 * @throws Refusal no_review
 */
export async function exportReview(
  deps: Deps,
  organization: Organization,
  caller: Account,
  separator: Separator,
  now: string,
): Promise<{ csv: string; signature: string }> {
  const { review, name } = organization.row;
  if (!review) throw new Refusal('no_review');
  const people = await readReviewed(deps, organization, review, now);
  const heading = [
    ['organization', name],
    ['organizationId', organization.organizationId],
    ['reviewId', review.reviewId],
    ['startedAt', review.startedAt],
    ['closedAt', review.closedAt],
    ['outcome', review.outcome],
    ['exportedAt', now],
  ];
  const lines = [...heading, [], columns, ...people.map((each) => cells(each, review))];
  // The signature covers the mark as well.
  const csv = `${byteOrderMark}${lines.map((line) => csvLine(line, separator)).join('')}`;
  const keys = await deps.keyring.load(now);
  const signature = signDetached(keys, csv, now);
  await logEvent(deps, {
    kind: 'review_exported',
    actorId: caller.userId,
    organizationId: organization.organizationId,
    data: { reviewId: review.reviewId, people: people.length },
  });
  return { csv, signature };
}

/** Whoever has left the organization is named by the id alone. */
function cells({ userId, role, state, person }: ReviewedPerson, { reviewId }: ReviewState) {
  const answer = person && answerIn(person, reviewId);
  const { lastName, firstName, email, confirmedUntil } = person ?? {};
  const { at, by, lastDay, role: newRole, organizationId } = answer ?? {};
  const given = [state, at, by, lastDay, newRole, organizationId];
  return [lastName, firstName, email, role, ...given, confirmedUntil, userId];
}
