/** Who must have a second factor; a setting of the service decides. */
import type { Settings } from '../settings.ts';
import type { Account } from '../store/accounts.ts';

/** @returns whether the person needs one and has none: until then only setting one up is possible */
export function lacksSecondFactor(
  { SECOND_FACTOR_REQUIRED_FOR }: Pick<Settings, 'SECOND_FACTOR_REQUIRED_FOR'>,
  { row, factors }: Pick<Account, 'row' | 'factors'>,
): boolean {
  if (factors.length > 0 || SECOND_FACTOR_REQUIRED_FOR === 'nobody') return false;
  return SECOND_FACTOR_REQUIRED_FOR === 'everyone' || row.role === 'admin';
}
