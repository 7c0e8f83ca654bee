/** THE list of e-mails that the service sends; each has its texts in every language. */

export const mailTemplates = [
  'invitation',
  'invitation_reminder',
  'invitation_approval_requested',
  'invitation_declined',
  'invitation_approved',
  'invitations_void',
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
  'guard_stopped',
  'import_finished',
] as const;
/** Sent to another address than the account's: whether they arrive says nothing about the account. */
const sentElsewhere: readonly string[] = [
  'address_change_confirm',
  'address_changed',
] satisfies readonly (typeof mailTemplates)[number][];

export const isSentElsewhere = (template: string): boolean => sentElsewhere.includes(template);

export type MailTemplate = (typeof mailTemplates)[number];
