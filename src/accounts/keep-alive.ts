/** Keeps an account with the link from a notice: once, by a pressed button, without a session. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { changeAccount } from '../store/change.ts';
import { active } from './account.ts';
import { openLink } from './link.ts';

/**
 * Source: the data-privacy page, "deactivated ... unless the user activates it upon request".
 * @returns until when the account now lives without further activity
 * @throws Refusal link_invalid when it was used, replaced, or the account is no longer active
 */
export async function keepAlive(
  deps: Deps,
  token: string,
  now: string,
): Promise<{ deactivateAt: string }> {
  const { account: loaded, link } = await openLink(deps, token, ['keep_alive'], now);
  const kept = await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    const stands = account?.links.some(({ id }) => id === link.id);
    if (!account?.person || !stands) throw new Refusal('link_invalid');
    if (evaluateLifecycle(account.row, deps.policy, now).status !== 'active')
      throw new Refusal('link_invalid');
    return {
      kind: 'kept_alive',
      data: { link: link.id },
      row: active(account.row, now),
      links: account.links.filter(({ purpose }) => purpose !== 'keep_alive'),
      effects: { project: true },
    };
  });
  const { deactivateAt } = evaluateLifecycle(kept.row, deps.policy, now);
  if (!deactivateAt) throw new Refusal('link_invalid');
  return { deactivateAt };
}
