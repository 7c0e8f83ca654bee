/** A deactivated person asks for restore with the link from the mail; the administration decides. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { assertRevision, mail, requirePerson, revised } from './account.ts';
import { openLink } from './link.ts';

/**
 * Files the request, once; restores nothing by itself.
 * @returns until when the administration can restore the account
 * @throws Refusal link_invalid when it was used, or the account is restored or erased
 */
export async function askRestore(
  deps: Deps,
  token: string,
  now: string,
): Promise<{ eraseAt: string }> {
  const { account: loaded, link } = await openLink(deps, token, ['restore_request'], now);
  const asked = await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    const stands = account?.links.some(({ id }) => id === link.id);
    const life = account && evaluateLifecycle(account.row, deps.policy, now);
    if (!account?.person || !stands || life?.status !== 'deactivated')
      throw new Refusal('link_invalid');
    return {
      kind: 'restore_requested',
      data: { link: link.id },
      row: revised(account.row, { restoreAskedAt: now }),
      links: account.links.filter(({ id }) => id !== link.id),
      effects: { project: true, mails: [mail('restore_requested', 'now', 'administrators')] },
    };
  });
  const { eraseAt } = evaluateLifecycle(asked.row, deps.policy, now);
  if (!eraseAt) throw new Refusal('link_invalid');
  return { eraseAt };
}

type Decline = { loaded: Account; actorId: string; ifMatch: number };

/** @throws Refusal no_request when nobody asks, changed_meanwhile */
export async function declineRestore(
  deps: Deps,
  { loaded, actorId, ifMatch }: Decline,
  now: string,
): Promise<Account> {
  return changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertRevision(row, ifMatch);
    if (!row.restoreAskedAt) throw new Refusal('no_request');
    return {
      kind: 'restore_declined',
      row: revised(row, { restoreAskedAt: undefined }),
      effects: { project: true, mails: [mail('restore_declined')] },
    };
  });
}
