/** The rules that span several people: what they count, decided from one account's dates alone. */
import { type AccountDates, evaluateLifecycle, type LifecyclePolicy } from './lifecycle.ts';
import type { Role } from './roles.ts';

/**
 * Whether the service can count on this administrator: active, and neither a last day of employment
 * nor a notice lets the account end by itself. At least one such administrator always stays.
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
