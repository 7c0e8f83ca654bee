/** The kinds of pending work, most urgent first; each leads to one page of the portal. */

export const workKinds = [
  'suspended_run',
  'data_requests',
  'restore_requests',
  'approvals',
  'organization_reviews',
  'review_answers',
  'transfers',
  'expiring_invitations',
  'expiring_accounts',
  'failed_mails',
  'silent_systems',
  'late_timers',
] as const;
export type WorkKind = (typeof workKinds)[number];
