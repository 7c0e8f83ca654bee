/** Sends an invitation again: a new link with a new expiry, and the old link is dead. */
import type { Deps } from '../deps.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { assertOutranks, existing, mail, revised } from './account.ts';
import { openInvitation } from './invite.ts';

/** @throws Refusal not_invited, role_above_own */
export async function resendInvitation(
  deps: Deps,
  request: { loaded: Account; actorId: string; actorRole: Role },
  now: string,
): Promise<Account> {
  const keys = await deps.keyring.load(now);
  const { loaded, actorId, actorRole } = request;
  const { userId } = loaded;
  return changeAccount(deps, {
    userId,
    actorId,
    now,
    loaded,
    decide(account) {
      const { row } = existing(account);
      assertOutranks(actorRole, row.role);
      if (row.activatedAt) throw new Refusal('not_invited');
      const opened = openInvitation(deps, keys, userId, now);
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
        effects: { project: true, mails: [mail('invitation', 'now')] },
      };
    },
  });
}
