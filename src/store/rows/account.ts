/** The rows of a person and of their account: personal data, dates and requests; erased together. */
import { z } from 'zod';
import { dataRequestKinds } from '../../policy/data-request-kinds.ts';
import { lazyObject } from '../../policy/lazy-object.ts';
import { deactivationReasons, steps } from '../../policy/statuses.ts';
import { instant, json, language, oneOf, reviewAnswer, role } from './fields.ts';

/** `accounts`: userId / `account`. Its ETag guards every change in the partition. */
export const accountRow = lazyObject(() => ({
  organizationId: z.string(),
  role,
  /** Counts managed changes (not sign-ins); what `If-Match` compares. */
  revision: z.number(),
  invitedAt: instant,
  invitedBy: z.string(),
  /** Since when the invitation awaits approval, who asked for it, and why it was declined. */
  approvalAskedAt: instant.optional(),
  proposedBy: z.string().optional(),
  declinedAt: instant.optional(),
  /** A person's own words: erased with the person. */
  declineReason: z.string().optional(),
  invitationExpiresAt: instant.optional(),
  remindedAt: instant.optional(),
  /** When those who can resend it were notified that the inviter can no longer invite. */
  inviterLostToldAt: instant.optional(),
  activatedAt: instant.optional(),
  lastActivityAt: instant.optional(),
  firstNoticeAt: instant.optional(),
  noticeQueuedDays: z.number().optional(),
  noticeQueuedAt: instant.optional(),
  /** The event whose e-mail was the first notice; a notice that bounces does not count. */
  noticeEventId: z.string().optional(),
  noticeFailedAt: instant.optional(),
  /** When an e-mail to the person last failed permanently; activity clears it. */
  mailFailedAt: instant.optional(),
  /** The event of this e-mail, so that a repeated report counts once. */
  mailFailedEventId: z.string().optional(),
  /** When the person asked to be restored; a decision clears it. */
  restoreAskedAt: instant.optional(),
  /** The day by which the person's oldest open request about their data must be answered. */
  requestDueOn: z.string().optional(),
  employmentEndsOn: z.string().optional(),
  /** Reviews: until when the employment is confirmed, and when one ended without a confirmation. */
  confirmedUntil: instant.optional(),
  unconfirmedAt: instant.optional(),
  /** The answer in the organization's latest review that has one. */
  reviewAnswer: json(reviewAnswer()).optional(),
  /** The organization that the person is offered to, by whom and since when. */
  offeredTo: z.string().optional(),
  offeredBy: z.string().optional(),
  offeredAt: instant.optional(),
  deactivatedAt: instant.optional(),
  deactivatedBecause: oneOf(deactivationReasons),
  /** The lifecycle run that deactivated the account, and the one whose undoing brought it back. */
  deactivatedInRun: z.string().optional(),
  broughtBackFrom: z.string().optional(),
  erasedAt: instant.optional(),
  passwordHash: z.string().optional(),
  /** Counts proofs of ownership: anything begun before the latest is void. */
  ownershipProofs: z.number().optional(),
  ownershipProvenAt: instant.optional(),
  /** When the address last changed: messages about earlier events go to the former one. */
  addressChangedAt: instant.optional(),
  /** Used tickets of second steps and set-ups, until they expire: none works twice. */
  usedTickets: json(z.array(z.object({ id: z.string(), until: instant }))).optional(),
  /** Who assigned the present role, if it was changed or came with a transfer. */
  roleGivenBy: z.string().optional(),
  privacyNoticeVersion: z.number().optional(),
  privacyNoticeLanguage: language.optional().catch(undefined),
  privacyNoticeReadAt: instant.optional(),
  /** Fingerprint of the request that created the account: its key with another body is refused. */
  requestHash: z.string().optional(),
  /** The partition of the account's row in `schedule`. */
  scheduledIn: z.string().optional(),
  /** The step expected on that day when the account was filed there. */
  scheduledFor: oneOf(steps),
  /** The latest event's keyed hash and the number of events: the audit chain's head. */
  chainHead: z.string().optional(),
  chainLength: z.number(),
  changedAt: instant,
}));
export type AccountRow = z.infer<typeof accountRow>;

/** `accounts`: userId / `account.person`. The personal data, all of it. */
export const personRow = lazyObject(() => ({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  /** A language unknown to this release is replaced by the first of ours. */
  language: language.catch('fi'),
  /** The id that the system from which the person moved in gave them. */
  externalId: z.string().optional(),
}));
export type PersonRow = z.infer<typeof personRow>;

/** `accounts`: userId / `account.former.ID`. An address until it is notified of its replacement. */
export const formerAddressRow = lazyObject(() => ({ email: z.string(), changedAt: instant }));
export type FormerAddressRow = z.infer<typeof formerAddressRow>;

/** `accounts`: userId / `account.request.ID`. A request about the person's data, erased with it. */
export const dataRequestRow = lazyObject(() => ({
  kind: z.enum(dataRequestKinds),
  /** In the person's own words. */
  note: z.string().optional(),
  filedAt: instant,
  /** The day by which it must be answered. */
  dueOn: z.string(),
  answeredAt: instant.optional(),
  outcome: oneOf(['done', 'declined']),
  answer: z.string().optional(),
}));
export type DataRequestRow = z.infer<typeof dataRequestRow>;

/** Counts: `accounts`: userId / `account.attempts`, `account.codes`, `account.told`; `throttle`. */
export const attemptsRow = lazyObject(() => ({
  count: z.number(),
  since: instant,
  today: z.number().optional(),
  /** The Helsinki day that `today` counts. */
  todayOn: z.string().optional(),
}));
export type AttemptsRow = z.infer<typeof attemptsRow>;
