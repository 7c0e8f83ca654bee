/** Gives another role; from the person's next request on it decides what they may do. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { assertOutranks, assertRevision, existing, mail, revised } from './account.ts';
import { assertNotLastAdministrator } from './administrators.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number; role: Role };

/** @throws Refusal own_account, role_above_own, last_administrator, changed_meanwhile */
export async function changeRole(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch, role } = request;
  if (loaded.userId === actorId) throw new Refusal('own_account');
  assertOutranks(actorRole, loaded.row.role, role);
  if (role !== 'admin') await assertNotLastAdministrator(deps, loaded, now);
  return changeAccount(deps, {
    userId: loaded.userId,
    actorId,
    now,
    loaded,
    decide(account) {
      const { row } = existing(account);
      assertOutranks(actorRole, row.role, role);
      assertRevision(row, ifMatch);
      return {
        kind: 'role_changed',
        data: { from: row.role, to: role },
        row: revised(row, { role }),
        effects: { project: true, ...(row.activatedAt && { mails: [mail('role_changed')] }) },
      };
    },
  });
}
