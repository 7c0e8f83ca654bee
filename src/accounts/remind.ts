/** A manager reminds a person of an open invitation, or of an account that lapses soon. */
import type { Deps } from '../deps.ts';
import { endOfDay, evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import { dayMs } from '../policy/time.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount, type Decision } from '../store/change.ts';
import { countToday } from '../store/daily-limits.ts';
import type { Keys } from '../store/keyring.ts';
import { assertOutranks, mail, requirePerson } from './account.ts';
import { judged } from './invitation-stands.ts';
import { lapsesSoon } from './lapses-soon.ts';
import { newLink, withLink } from './link.ts';

/**
 * Changes no date. The new link replaces the former one and, for an invitation, expires at the same
 * time.
 * @throws Refusal nothing_to_remind, role_above_own, daily_limit_reached
 */
export async function remind(
  deps: Deps,
  request: { loaded: Account; actorId: string; actorRole: Role },
  now: string,
): Promise<Account> {
  const { loaded, actorId, actorRole } = request;
  assertOutranks(actorRole, loaded.row.role);
  const keys = await deps.keyring.load(now);
  const { inviterLost } = (await judged(deps, loaded, now)).row;
  if (inviterLost) throw new Refusal('nothing_to_remind');
  reminder(deps, keys, loaded, now);
  await countToday(deps, { mail_to: loaded.userId, mail_by: actorId }, now);
  return changeAccount(deps, loaded, { actorId, now }, (current) => {
    const account = requirePerson(current);
    assertOutranks(actorRole, account.row.role);
    return reminder(deps, keys, account, now);
  });
}

function reminder(deps: Pick<Deps, 'policy'>, keys: Keys, account: Account, now: string): Decision {
  const { row, links, userId } = account;
  const { status } = evaluateLifecycle(row, deps.policy, now);
  const linkFor = (purpose: 'invitation' | 'keep_alive', life: number) =>
    withLink(links, newLink(keys, userId, purpose, now, life));
  if (status === 'invited')
    return {
      kind: 'invitation_reminded',
      row: { ...row, remindedAt: now },
      links: linkFor('invitation', Date.parse(row.invitationExpiresAt ?? now) - Date.parse(now)),
      effects: { project: true, mails: [mail('invitation_reminder', 'now')] },
    };
  if (!returningKeeps(deps, account, now)) throw new Refusal('nothing_to_remind');
  return {
    kind: 'notice_queued',
    row,
    links: linkFor('keep_alive', limit.keepAliveLinkDays * dayMs),
    effects: { mails: [mail('inactivity_notice', 'now')] },
  };
}

/** @returns whether the account lapses soon and its owner can prevent that */
function returningKeeps(deps: Pick<Deps, 'policy'>, { row }: Account, now: string): boolean {
  if (!lapsesSoon(deps, row, now)) return false;
  const { deactivateAt = now } = evaluateLifecycle(row, deps.policy, now);
  return !row.employmentEndsOn || endOfDay(row.employmentEndsOn) > deactivateAt;
}
