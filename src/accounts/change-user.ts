/** Changes names, language and end of employment, by the person or by those who manage them. */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { assertOutranks, assertRevision, requirePerson, revised } from './account.ts';

export type UserChanges = {
  firstName?: string | undefined;
  lastName?: string | undefined;
  language?: Language | undefined;
  /** A day in Helsinki; null takes the end away. */
  employmentEndsOn?: string | null | undefined;
};

type Request = {
  loaded: Account;
  actorId: string;
  actorRole: Role;
  ifMatch: number;
  changes: UserChanges;
};

/** @throws Refusal role_above_own, changed_meanwhile */
export async function changeUser(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch, changes } = request;
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row, person } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    const { employmentEndsOn, firstName, lastName, language } = changes;
    const ends = employmentEndsOn === undefined ? row.employmentEndsOn : employmentEndsOn;
    return {
      kind: 'person_changed',
      // Which fields, never their values: events hold no personal data.
      data: { fields: Object.keys(changes).sort() },
      row: revised(row, { employmentEndsOn: ends ?? undefined }),
      person: {
        ...person,
        firstName: firstName ?? person.firstName,
        lastName: lastName ?? person.lastName,
        language: language ?? person.language,
      },
      effects: { project: true },
    };
  });
}
