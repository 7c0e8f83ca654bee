/** Gives every limit another value than usual to whatever is loaded after this file. */
import { limit, limits } from '../../src/policy/limits.ts';

/** Odd and large, so that no usual value is among them and texts need the plural. */
const other = (value: number) => value * 2 + 1;

Object.assign(
  limit,
  Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, other(value)])),
  // The passwords of the tests must still be long enough.
  { passwordCharactersMin: 17 },
);

export const otherSettings = {
  INACTIVITY_MONTHS: 9,
  NOTICE_DAYS: '41,13,3',
  ERASE_AFTER_DAYS: 45,
  INVITATION_LIFETIME_DAYS: 11,
  UNUSED_INVITATION_DAYS: 53,
  AUDIT_RETENTION_MONTHS: 35,
};
