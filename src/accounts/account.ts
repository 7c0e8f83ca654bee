/** The parts that every operation on an account shares: its view, its revision, its next row. */
import type { Language } from '../policy/languages.ts';
import {
  type AccountDates,
  endOfDayAfter,
  evaluateLifecycle,
  isUnconfirmed,
  type LifecyclePolicy,
} from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import type { MailTemplate } from '../policy/mail-templates.ts';
import { Refusal } from '../policy/problems.ts';
import { outranks, type Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import type { Decision } from '../store/change.ts';
import type { AccountRow, PersonRow } from '../store/rows/account.ts';

/** The fields of a person's account that other people may see, and nothing else. */
export function userView(
  account: { userId: string; row: AccountRow | DirectoryFields; person: PersonRow },
  policy: LifecyclePolicy,
  now: string,
) {
  const { row, person, userId } = account;
  const { status, why, deactivateAt, eraseAt } = evaluateLifecycle(row, policy, now);
  return {
    userId,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    language: person.language,
    organizationId: row.organizationId,
    role: row.role,
    invitedAt: row.invitedAt,
    invitationExpiresAt: row.invitationExpiresAt,
    activatedAt: row.activatedAt,
    lastActivityAt: row.lastActivityAt,
    employmentEndsOn: row.employmentEndsOn,
    ...(offerOf(row, now) && { offeredTo: row.offeredTo }),
    deactivatedAt: row.deactivatedAt,
    mailFailedAt: row.mailFailedAt,
    restoreAskedAt: row.restoreAskedAt,
    status,
    why,
    deactivateAt,
    eraseAt,
    etag: etagOf(row.revision),
  };
}

/** @returns the open offer to another organization, with the instant at which it expires */
export function offerOf(row: Offered, now: string) {
  const { offeredTo: to, offeredAt } = row;
  if (!to || !offeredAt) return undefined;
  const expiresAt = endOfDayAfter(offeredAt, { days: limit.offerDays });
  return expiresAt > now ? { to, offeredAt, expiresAt } : undefined;
}

export const noOffer = { offeredTo: undefined, offeredBy: undefined, offeredAt: undefined };

type Offered = { offeredTo?: string | undefined; offeredAt?: string | undefined };

type DirectoryFields = AccountDates &
  Offered & {
    organizationId: string;
    role: Role;
    revision: number;
    mailFailedAt?: string | undefined;
    restoreAskedAt?: string | undefined;
  };

export function viewOf(account: Account, policy: LifecyclePolicy, now: string) {
  const { person } = account;
  if (!person) throw new Refusal('not_found');
  const secondFactor = account.factors.length > 0;
  return { ...userView({ ...account, person }, policy, now), secondFactor };
}

export const etagOf = (revision: number): string => `"${revision}"`;

/** @throws Refusal changed_meanwhile */
export function assertRevision(row: { revision: number }, ifMatch: number): void {
  if (row.revision !== ifMatch) throw new Refusal('changed_meanwhile');
}

/** @throws Refusal role_above_own */
export function assertOutranks(actor: Role, ...others: readonly Role[]): void {
  if (!others.every((other) => outranks(actor, other))) throw new Refusal('role_above_own');
}

/** @throws Refusal not_found when the account is gone */
export function requirePerson(account: Account | undefined): Account & { person: PersonRow } {
  const person = account?.person;
  if (!account || !person) throw new Refusal('not_found');
  return { ...account, person };
}

/** The row with the changes and the next revision number. */
export function revised(row: AccountRow, changes: Partial<AccountRow>): Decision['row'] {
  return { ...row, ...changes, revision: row.revision + 1 };
}

const noNotice = {
  firstNoticeAt: undefined,
  noticeQueuedDays: undefined,
  noticeQueuedAt: undefined,
  noticeEventId: undefined,
  noticeFailedAt: undefined,
} as const;

/**
 * Activity clears the notices of this round and restarts the inactivity period. It does not clear
 * the notices of a person whose employment a review has not confirmed.
 */
export function active(row: AccountRow, now: string): AccountRow {
  const seen = { ...row, lastActivityAt: now, mailFailedAt: undefined };
  return isUnconfirmed(row) ? seen : { ...seen, ...noNotice };
}

/** Somebody has decided on a person whom a review did not confirm: its notices no longer count. */
export function noLongerUnconfirmed(row: AccountRow): AccountRow {
  const known = { ...row, unconfirmedAt: undefined };
  return isUnconfirmed(row) ? { ...known, ...noNotice } : known;
}

/** A review ended without a confirmation: a round of notices of its own begins. */
export const unconfirmed = (row: AccountRow, now: string): AccountRow => ({
  ...row,
  ...noNotice,
  unconfirmedAt: now,
  confirmedUntil: undefined,
});

/** What the account records about a privacy notice that its owner has read. */
export function acknowledged(version: number, language: Language, now: string) {
  return {
    privacyNoticeVersion: version,
    privacyNoticeLanguage: language,
    privacyNoticeReadAt: now,
  };
}

/** An e-mail to the person; with `to`, to the administrators or an organization's primary users. */
export const mail = (template: MailTemplate, queue: 'now' | 'later' = 'later', to?: string) => ({
  template,
  queue,
  ...(to !== undefined && { to }),
});

/** An e-mail to somebody else about this person. */
export const mailTo = (recipientId: string, template: MailTemplate) => ({
  template,
  queue: 'now' as const,
  recipientId,
});
