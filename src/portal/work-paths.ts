/** The page on which each kind of pending work is done. */
import type { WorkKind } from '../policy/work-kinds.ts';

export const workPaths: Readonly<Record<WorkKind, string>> = {
  suspended_run: '/runs',
  data_requests: '/data-requests',
  restore_requests: '/restore-requests',
  approvals: '/invitations',
  organization_reviews: '/reviews',
  review_answers: '/review',
  transfers: '/offers',
  expiring_invitations: '/invitations',
  expiring_accounts: '/upcoming',
  failed_mails: '/service',
  silent_systems: '/systems',
  late_timers: '/service',
};
