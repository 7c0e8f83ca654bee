/** The states of an account, why one ends, and the steps between them. */

export const deactivationReasons = [
  'inactivity',
  'administration',
  'employment_ended',
  'unconfirmed',
  'closed_by_user',
] as const;
export type DeactivationReason = (typeof deactivationReasons)[number];

/** The rule by which somebody's data was erased, as stated in the certificate. */
export const erasureRules = [
  ...deactivationReasons,
  'invitation_unused',
  'invitation_revoked',
  'approval_not_given',
  'data_request',
  /** An administrator erased the account immediately. */
  'erased',
] as const;
export type ErasureRule = (typeof erasureRules)[number];

export const statuses = [
  'proposed',
  'declined',
  'invited',
  'invitation_expired',
  'invitation_void',
  'active',
  'deactivated',
  'erased',
] as const;
export type Status = (typeof statuses)[number];

/** The reason for a status: a code for people and programs. */
export const statusReasons = [
  'awaits_approval',
  'approval_declined',
  'approval_expired',
  'invitation_open',
  'invitation_expired',
  'inviter_lost',
  'recent_activity',
  'notice_sent',
  'awaits_notice',
  'awaits_confirmation',
  ...deactivationReasons,
  'retention_over',
  'erased',
] as const;
export type StatusReason = (typeof statusReasons)[number];

export const steps = ['decline', 'remind', 'notice', 'deactivate', 'erase'] as const;
export type Step = (typeof steps)[number];
