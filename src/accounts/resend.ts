/** Sends an invitation again: a new link with a new expiry, and the old link is dead. */
import type { Deps } from '../deps.ts';
import { needsApproval, ruleBroken } from '../policy/admission-rules.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { requirePerson, revised } from './account.ts';
import { openOrganization } from './admission.ts';
import { openInvitation } from './invite.ts';

/**
 * @throws Refusal not_invited, approval_needed, and what the organization's rules refuse
 */
export async function resendInvitation(
  deps: Deps,
  request: { loaded: Account; actorId: string; actorRole: Role },
  now: string,
): Promise<Account> {
  const keys = await deps.keyring.load(now);
  const { loaded, actorId, actorRole } = request;
  const { userId } = loaded;
  const { rules } = await openOrganization(deps, loaded.row.organizationId);
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row, person } = requirePerson(account);
    if (row.activatedAt || row.approvalAskedAt) throw new Refusal('not_invited');
    const broken = ruleBroken(rules, { actorRole, role: row.role, email: person.email });
    if (broken) throw new Refusal(broken);
    if (needsApproval(rules, actorRole) && !row.proposedBy) throw new Refusal('approval_needed');
    const opened = openInvitation(keys, rules, userId, now);
    // The invitation is now this person's word: it lives and dies with their right to give it.
    const changes = {
      ...opened.row,
      invitedAt: now,
      invitedBy: actorId,
      mailFailedAt: undefined,
    };
    return {
      kind: 'invitation_resent',
      row: revised(row, changes),
      links: opened.links,
      effects: { project: true, mails: opened.mails },
    };
  });
}
