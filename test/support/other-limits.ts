/** Changes every limit for all modules that are loaded after this file. */
import { limit, limits } from '../../src/policy/limits.ts';

/** Odd and large, so that no value equals a real one and texts need the plural. */
const other = (value: number) => value * 2 + 1;

Object.assign(
  limit,
  Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, other(value)])),
  // The tests' passwords must still be long enough.
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
