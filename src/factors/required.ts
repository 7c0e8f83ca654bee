/** Who must have a second factor, according to a setting of the service. */
import type { Settings } from '../settings.ts';
import type { Account } from '../store/accounts.ts';

/** @returns whether the person still needs a second factor; until then they can only add one */
export function lacksSecondFactor(
  { SECOND_FACTOR_REQUIRED_FOR }: Pick<Settings, 'SECOND_FACTOR_REQUIRED_FOR'>,
  { row, factors }: Pick<Account, 'row' | 'factors'>,
): boolean {
  if (factors.length > 0 || SECOND_FACTOR_REQUIRED_FOR === 'nobody') return false;
  return SECOND_FACTOR_REQUIRED_FOR === 'everyone' || row.role === 'admin';
}
