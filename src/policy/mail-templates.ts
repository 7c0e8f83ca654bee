/** THE list of e-mails that the service sends; each has its texts in every language. */

export const mailTemplates = [
  'invitation',
  'invitation_reminder',
  'invitation_approval_requested',
  'invitation_declined',
  'invitation_approved',
  'password_reset',
  'password_changed',
  'address_change_confirm',
  'address_change_requested',
  'address_changed',
  'role_changed',
  'organization_changed',
  'transfer_offered',
  'transfer_answered',
  'inactivity_notice',
  'lapse_digest',
  'notice_undeliverable',
  'last_admin_warning',
  'last_primary_user_warning',
  'deactivated',
  'restored',
  'restore_requested',
  'restore_declined',
  'employment_ends_soon',
  'data_request_received',
  'data_request_answered',
  'second_factor_reset',
  'second_factor_changed',
  'second_factor_guessed',
  'guard_stopped',
  'import_finished',
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

/** By these people get in, or learn that somebody else may have: nothing else uses up their quota. */
const reserved: readonly string[] = [
  'password_reset',
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
