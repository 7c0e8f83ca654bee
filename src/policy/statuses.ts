/** The states of an account, why one ends, and the steps between them. */

export const deactivationReasons = [
  'inactivity',
  'administration',
  'employment_ended',
  'closed_by_user',
] as const;
export type DeactivationReason = (typeof deactivationReasons)[number];

export const statuses = [
  'proposed',
  'declined',
  'invited',
  'invitation_expired',
  'active',
  'deactivated',
  'erased',
] as const;
export type Status = (typeof statuses)[number];

/** Why a status is what it is: a code for people and machines. */
export const statusReasons = [
  'awaits_approval',
  'approval_declined',
  'approval_expired',
  'invitation_open',
  'invitation_expired',
  'recent_activity',
  'notice_sent',
  'awaits_notice',
  ...deactivationReasons,
  'retention_over',
  'erased',
] as const;
export type StatusReason = (typeof statusReasons)[number];

export const steps = ['decline', 'remind', 'notice', 'deactivate', 'erase'] as const;
export type Step = (typeof steps)[number];
