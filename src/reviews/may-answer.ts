/** Nobody confirms themselves: who may answer about whom in a review. */
import { isAdministration } from '../policy/admission-rules.ts';
import { outranks, type Role } from '../policy/roles.ts';

type Person = { userId: string; role: Role };

export function mayAnswerAbout(actor: Person, other: Person): boolean {
  return actor.userId !== other.userId && outranks(actor.role, other.role);
}

/** @returns whether only the administration may answer about the person */
export function awaitsAdministration(
  other: Person,
  /** The organization's people who can sign in. */
  people: readonly Person[],
): boolean {
  return !people.some(
    (each) =>
      each.role === 'primary_user' && !isAdministration(each.role) && mayAnswerAbout(each, other),
  );
}
