/** Where a line of a file of people can end up: in exactly one bucket, the first that fits. */

export const buckets = [
  'invalid',
  'conflict',
  'several_memberships',
  'unknown_role',
  'blocked',
  'lapsed',
  'merged',
  'fine',
] as const;
export type Bucket = (typeof buckets)[number];

/** Blocked and lapsed people move in only if the operator says so. */
export const broughtOnRequest = ['blocked', 'lapsed'] as const;
export type BroughtOnRequest = (typeof broughtOnRequest)[number];

/** What else the report says about people who move in. */
export const moveInNotes = [
  'several_roles',
  'never_signed_in',
  'last_sign_in_unknown',
  'old_password',
  'new_password',
  'hash_malformed',
  'hash_unsupported',
  'hash_too_costly',
] as const;
export type MoveInNote = (typeof moveInNotes)[number];
