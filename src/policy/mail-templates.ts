/** The only list of e-mails, and how long each is worth sending; older ones are not sent. */
import { decodeTime } from 'ulid';
import { limit } from './limits.ts';
import { hourMs } from './time.ts';

const dayHours = 24;

/**
 * Hours from the event that the e-mail is about. Links also expire by themselves; a repeated notice
 * gives way to the next one.
 */
export const worthHours = {
  invitation: limit.invitationDaysMax * dayHours,
  invitation_reminder: limit.reminderDaysBefore * dayHours,
  invitation_approval_requested: limit.approvalDays * dayHours,
  invitation_declined: (limit.declinedKeptDays + 1) * dayHours,
  invitation_approved: limit.approvalDays * dayHours,
  invitations_void: 7 * dayHours,
  password_reset: limit.resetLinkMinutes / 60,
  password_reset_sent: limit.resetLinkMinutes / 60,
  password_changed: 14 * dayHours,
  address_change_confirm: limit.addressLinkHours,
  address_change_requested: 14 * dayHours,
  address_changed: limit.formerAddressDays * dayHours,
  role_changed: 14 * dayHours,
  organization_changed: 14 * dayHours,
  transfer_offered: limit.offerDays * dayHours,
  transfer_answered: limit.offerDays * dayHours,
  inactivity_notice: limit.noticeRetryDays * dayHours,
  lapse_digest: 7 * dayHours,
  notice_undeliverable: limit.noticeRetryDays * dayHours,
  last_admin_warning: limit.noticeRetryDays * dayHours,
  last_primary_user_warning: limit.noticeRetryDays * dayHours,
  review_started: limit.reviewCloseDays * dayHours,
  review_reminder: limit.reviewCloseDays * dayHours,
  review_escalated: limit.reviewCloseDays * dayHours,
  review_silent: limit.reviewCloseDays * dayHours,
  review_conflict: limit.reviewCloseDays * dayHours,
  deactivated: 30 * dayHours,
  restored: 14 * dayHours,
  restore_requested: 30 * dayHours,
  restore_declined: 30 * dayHours,
  data_request_received: limit.dataRequestDays * dayHours,
  data_request_answered: limit.dataRequestDays * dayHours,
  second_factor_reset: 14 * dayHours,
  second_factor_changed: 14 * dayHours,
  second_factor_guessed: 14 * dayHours,
  guard_stopped: limit.guardWaitDays * dayHours,
  import_finished: limit.importKeptDays * dayHours,
} as const satisfies Record<string, number>;

export type MailTemplate = keyof typeof worthHours;

export const isMailTemplate = (name: string): name is MailTemplate =>
  Object.hasOwn(worthHours, name);

export const mailTemplates: readonly MailTemplate[] =
  Object.keys(worthHours).filter(isMailTemplate);

/** Sent to an address other than the account's: their delivery says nothing about the account. */
const sentElsewhere: readonly string[] = [
  'address_change_confirm',
  'address_changed',
] satisfies readonly MailTemplate[];

export const isSentElsewhere = (template: string): boolean => sentElsewhere.includes(template);

/** @param eventId a ULID, which holds the instant of its event */
export function isWorthSending(template: MailTemplate, eventId: string, now: string): boolean {
  return Date.parse(now) < decodeTime(eventId) + worthHours[template] * hourMs;
}

/** Let people in, or warn them of an intruder: no other e-mail uses up their quota. */
const reserved: readonly string[] = [
  'password_reset',
  'password_reset_sent',
  'password_changed',
  'address_change_confirm',
  'address_change_requested',
  'address_changed',
  'second_factor_reset',
  'second_factor_changed',
  'second_factor_guessed',
  'deactivated',
  'last_admin_warning',
  'guard_stopped',
] satisfies MailTemplate[];

export const isReserved = (template: string): boolean => reserved.includes(template);
