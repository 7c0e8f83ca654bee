/** Changes names, language and end of employment; for the person and for those who manage them. */
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
  /** A day in Helsinki; null removes it. */
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
 * @throws Refusal role_above_own, changed_meanwhile, and for the end of employment the errors of
 *   `assertMaySetEnd` and of the shared rules
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
      // Only the names of the fields, never their values: events hold no personal data.
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
 * Setting a date grants no more than deactivating or restoring does: nobody ends or extends their
 * own employment, and a person past their last day returns only through those who may restore.
 * @throws Refusal own_account, only_administration
 */
export function assertMaySetEnd(
  { policy }: Pick<Deps, 'policy'>,
  {
    loaded,
    actorId,
    actorRole,
  }: Pick<Request, 'actorId' | 'actorRole'> & { loaded: { userId: string } },
  { row, after }: { row: AccountDates; after: AccountDates },
  now: string,
): void {
  if (loaded.userId === actorId) throw new Refusal('own_account');
  const returns =
    evaluateLifecycle(row, policy, now).status === 'deactivated' &&
    evaluateLifecycle(after, policy, now).status === 'active';
  if (returns && !scopeOf(actorRole, 'people.restore')) throw new Refusal('only_administration');
}
