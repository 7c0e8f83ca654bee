/** Changes names, language and end of employment, by the person or by those who manage them. */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import { type AccountDates, evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { type Role, scopeOf } from '../policy/roles.ts';
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

/**
 * @throws Refusal role_above_own, changed_meanwhile, and for the end of employment what
 *   `assertMaySetEnd` and the rules for several people refuse
 */
export async function changeUser(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch, changes } = request;
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row, person } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    const { employmentEndsOn, firstName, lastName, language } = changes;
    const ends =
      employmentEndsOn === undefined ? row.employmentEndsOn : (employmentEndsOn ?? undefined);
    const after = revised(row, { employmentEndsOn: ends });
    if (ends !== row.employmentEndsOn) assertMaySetEnd(deps, request, { row, after }, now);
    return {
      kind: 'person_changed',
      // Which fields, never their values: events hold no personal data.
      data: { fields: Object.keys(changes).sort() },
      row: after,
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

/**
 * A date does no more than the button for it: nobody ends or extends their own employment, and who is
 * out by a date that is over comes back by whoever may restore.
 * @throws Refusal own_account, only_administration
 */
function assertMaySetEnd(
  { policy }: Pick<Deps, 'policy'>,
  { loaded, actorId, actorRole }: Request,
  { row, after }: { row: AccountDates; after: AccountDates },
  now: string,
): void {
  if (loaded.userId === actorId) throw new Refusal('own_account');
  const returns =
    evaluateLifecycle(row, policy, now).status === 'deactivated' &&
    evaluateLifecycle(after, policy, now).status === 'active';
  if (returns && !scopeOf(actorRole, 'people.restore')) throw new Refusal('only_administration');
}
