/** What the rules that span several people count, decided from each account's dates alone. */
import { type AccountDates, evaluateLifecycle, type LifecyclePolicy } from './lifecycle.ts';
import type { Role } from './roles.ts';

/**
 * Whether the service can rely on this administrator: the account is active, and neither a last day
 * of employment nor a notice will end it. At least one such administrator always remains.
 */
export function isLastingAdministrator(
  account: AccountDates & { role: Role },
  policy: LifecyclePolicy,
  now: string,
): boolean {
  if (account.role !== 'admin' || account.employmentEndsOn || account.firstNoticeAt) return false;
  return evaluateLifecycle(account, policy, now).status === 'active';
}

/** Whether the account counts towards its organization's limit of people. */
export function takesPlace(dates: AccountDates, policy: LifecyclePolicy, now: string): boolean {
  const { status } = evaluateLifecycle(dates, policy, now);
  return status !== 'deactivated' && status !== 'declined' && status !== 'erased';
}
