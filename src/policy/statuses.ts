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

export const steps = ['decline', 'remind', 'notice', 'deactivate', 'erase'] as const;
export type Step = (typeof steps)[number];
