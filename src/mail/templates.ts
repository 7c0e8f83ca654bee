/** THE table of e-mails: one file each, with its content and its wording in every language. */
import type { MailTemplate } from '../policy/mail-templates.ts';
import type { Source, Template } from './template.ts';
import { addressChangeConfirm } from './templates/address-change-confirm.ts';
import { addressChangeRequested } from './templates/address-change-requested.ts';
import { addressChanged } from './templates/address-changed.ts';
import { dataRequestAnswered } from './templates/data-request-answered.ts';
import { dataRequestReceived } from './templates/data-request-received.ts';
import { deactivated } from './templates/deactivated.ts';
import { guardStopped } from './templates/guard-stopped.ts';
import { importFinished } from './templates/import-finished.ts';
import { inactivityNotice } from './templates/inactivity-notice.ts';
import { invitation } from './templates/invitation.ts';
import { invitationApprovalRequested } from './templates/invitation-approval-requested.ts';
import { invitationApproved } from './templates/invitation-approved.ts';
import { invitationDeclined } from './templates/invitation-declined.ts';
import { invitationReminder } from './templates/invitation-reminder.ts';
import { invitationsVoid } from './templates/invitations-void.ts';
import { lapseDigest } from './templates/lapse-digest.ts';
import { lastAdminWarning } from './templates/last-admin-warning.ts';
import { lastPrimaryUserWarning } from './templates/last-primary-user-warning.ts';
import { noticeUndeliverable } from './templates/notice-undeliverable.ts';
import { organizationChanged } from './templates/organization-changed.ts';
import { passwordChanged } from './templates/password-changed.ts';
import { passwordReset } from './templates/password-reset.ts';
import { passwordResetSent } from './templates/password-reset-sent.ts';
import { restoreDeclined } from './templates/restore-declined.ts';
import { restoreRequested } from './templates/restore-requested.ts';
import { restored } from './templates/restored.ts';
import { reviewConflict } from './templates/review-conflict.ts';
import { reviewEscalated } from './templates/review-escalated.ts';
import { reviewReminder } from './templates/review-reminder.ts';
import { reviewSilent } from './templates/review-silent.ts';
import { reviewStarted } from './templates/review-started.ts';
import { roleChanged } from './templates/role-changed.ts';
import { secondFactorChanged } from './templates/second-factor-changed.ts';
import { secondFactorGuessed } from './templates/second-factor-guessed.ts';
import { secondFactorReset } from './templates/second-factor-reset.ts';
import { transferAnswered } from './templates/transfer-answered.ts';
import { transferOffered } from './templates/transfer-offered.ts';

const all = {
  invitation,
  invitation_reminder: invitationReminder,
  invitation_approval_requested: invitationApprovalRequested,
  invitation_declined: invitationDeclined,
  invitation_approved: invitationApproved,
  invitations_void: invitationsVoid,
  password_reset: passwordReset,
  password_reset_sent: passwordResetSent,
  password_changed: passwordChanged,
  address_change_confirm: addressChangeConfirm,
  address_change_requested: addressChangeRequested,
  address_changed: addressChanged,
  role_changed: roleChanged,
  organization_changed: organizationChanged,
  transfer_offered: transferOffered,
  transfer_answered: transferAnswered,
  inactivity_notice: inactivityNotice,
  lapse_digest: lapseDigest,
  notice_undeliverable: noticeUndeliverable,
  last_admin_warning: lastAdminWarning,
  last_primary_user_warning: lastPrimaryUserWarning,
  review_conflict: reviewConflict,
  review_escalated: reviewEscalated,
  review_reminder: reviewReminder,
  review_silent: reviewSilent,
  review_started: reviewStarted,
  deactivated,
  restored,
  restore_requested: restoreRequested,
  restore_declined: restoreDeclined,
  data_request_received: dataRequestReceived,
  data_request_answered: dataRequestAnswered,
  second_factor_reset: secondFactorReset,
  second_factor_changed: secondFactorChanged,
  second_factor_guessed: secondFactorGuessed,
  guard_stopped: guardStopped,
  import_finished: importFinished,
} satisfies Record<MailTemplate, { data: Source<object> }>;

/** The content of each e-mail. */
export type MailData = {
  [T in MailTemplate]: (typeof all)[T] extends Template<infer D> ? D : never;
};

export const templates: { readonly [T in MailTemplate]: Template<MailData[T]> } = all;
