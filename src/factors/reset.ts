/** An administrator takes a person's second factors away, when all of them are lost. */
import {
  assertOutranks,
  assertRevision,
  mail,
  requirePerson,
  revised,
} from '../accounts/account.ts';
import { ownershipProven } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number };

/**
 * Ends the person's sessions, and a mail tells the person.
 * @throws Refusal own_account, role_above_own, no_second_factor, changed_meanwhile
 */
export async function resetFactors(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch } = request;
  if (loaded.userId === actorId) throw new Refusal('own_account');
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const known = requirePerson(account);
    const { row, factors } = known;
    assertOutranks(actorRole, row.role);
    assertRevision(row, ifMatch);
    if (factors.length === 0) throw new Refusal('no_second_factor');
    const proven = ownershipProven(known, 'second_factor_reset', now);
    return {
      ...proven,
      row: revised(proven.row, {}),
      factors: [],
      recovery: null,
      effects: { project: true, mails: [mail('second_factor_reset', 'now')] },
    };
  });
}
