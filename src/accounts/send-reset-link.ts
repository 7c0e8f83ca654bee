/** A manager sends a person the link for a new password; nobody else sees it. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { minuteMs } from '../policy/time.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { countToday } from '../store/daily-limits.ts';
import { assertOutranks, mail, requirePerson } from './account.ts';
import { newLink, withLink } from './link.ts';

/**
 * The current password stays valid until the link is used.
 * @throws Refusal not_active, role_above_own, daily_limit_reached
 */
export async function sendResetLinkTo(
  deps: Deps,
  request: { loaded: Account; actorId: string; actorRole: Role },
  now: string,
): Promise<void> {
  const { loaded, actorId, actorRole } = request;
  const assertMay = ({ row }: Account) => {
    assertOutranks(actorRole, row.role);
    if (evaluateLifecycle(row, deps.policy, now).status !== 'active')
      throw new Refusal('not_active');
  };
  assertMay(loaded);
  await countToday(deps, { mail_to: loaded.userId, mail_by: actorId }, now);
  const keys = await deps.keyring.load(now);
  await changeAccount(deps, loaded, { actorId, now }, (current) => {
    const account = requirePerson(current);
    assertMay(account);
    const life = limit.resetLinkMinutes * minuteMs;
    return {
      kind: 'password_reset_requested',
      row: account.row,
      links: withLink(account.links, newLink(keys, account.userId, 'password_reset', now, life)),
      effects: { mails: [mail('password_reset_sent', 'now')] },
    };
  });
}
