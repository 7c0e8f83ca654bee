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

/** @returns whether people in the bucket move in */
export function comesAlong(bucket: Bucket, wanted: readonly BroughtOnRequest[]): boolean {
  const asked = broughtOnRequest.find((each) => each === bucket);
  return asked ? wanted.includes(asked) : bucket === 'fine' || bucket === 'merged';
}

/** What became of somebody who was to move in. */
export const moveInOutcomes = ['moved', 'here', 'merged', 'refused'] as const;
export type MoveInOutcome = (typeof moveInOutcomes)[number];

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
