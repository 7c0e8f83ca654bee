/** Assigns another role, which applies from the person's next request on. */
import type { Deps } from '../deps.ts';
import { type AdmissionRules, isAdministration, needsApproval } from '../policy/admission-rules.ts';
import { Refusal } from '../policy/problems.ts';
import { type Role, scopeOf } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import type { AccountRow } from '../store/rows/account.ts';
import { assertOutranks, assertRevision, mail, requirePerson, revised } from './account.ts';
import { rulesIn } from './admission.ts';

type Request = { loaded: Account; actorId: string; actorRole: Role; ifMatch: number; role: Role };

/**
 * @throws Refusal own_account, role_above_own, role_not_given, approval_needed, only_administration,
 *   last_administrator, changed_meanwhile
 */
export async function changeRole(deps: Deps, request: Request, now: string): Promise<Account> {
  const { loaded, actorId, actorRole, ifMatch, role } = request;
  if (loaded.userId === actorId) throw new Refusal('own_account');
  assertOutranks(actorRole, loaded.row.role, role);
  const rules = await rulesIn(deps, loaded.row.organizationId);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertOutranks(actorRole, row.role, role);
    assertRevision(row, ifMatch);
    return roleChange(rules, row, { actorId, actorRole, role });
  });
}

/** @throws Refusal role_not_given, approval_needed, only_administration */
export function roleChange(
  rules: AdmissionRules,
  row: AccountRow,
  { actorId, actorRole, role }: Pick<Request, 'actorId' | 'actorRole' | 'role'>,
): Decision {
  assertGiven(rules, actorRole, row, role);
  return {
    kind: 'role_changed',
    data: { from: row.role, to: role },
    // The same role again is not a new gift.
    row: revised(row, { role, roleGivenBy: role === row.role ? row.roleGivenBy : actorId }),
    effects: { project: true, ...(row.activatedAt && { mails: [mail('role_changed')] }) },
  };
}

/** A role that a second person has approved, or is asked to approve, cannot be changed. */
function assertGiven(rules: AdmissionRules, actorRole: Role, row: AccountRow, role: Role): void {
  if (isAdministration(actorRole)) return;
  if (!rules.rolesGiven.some((given) => given === role)) throw new Refusal('role_not_given');
  const settled = row.activatedAt !== undefined || !needsApproval(rules, actorRole);
  if (row.approvalAskedAt || !settled) throw new Refusal('approval_needed');
  // Otherwise one person could create the approver of their own proposals.
  const mayApprove = scopeOf(role, 'people.invite') && !scopeOf(row.role, 'people.invite');
  if (mayApprove && rules.approval !== 'none') throw new Refusal('only_administration');
}
