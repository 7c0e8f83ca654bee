/** Keeps an account by the link from a notice: once, at the press of a button, with no session. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle, isUnconfirmed } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { active, noLongerUnconfirmed } from './account.ts';
import { openLink } from './link.ts';

/**
 * Source: the data-privacy page, "deactivated ... unless the user activates it upon request".
 * @returns the instant until which the account now lives without further activity
 * @throws Refusal link_invalid when the link was used or replaced, or the account is not active
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
      row: active(keptUnconfirmed(account, now), now),
      links: account.links.filter(({ purpose }) => purpose !== 'keep_alive'),
      effects: { project: true },
    };
  });
  const { deactivateAt } = evaluateLifecycle(kept.row, deps.policy, now);
  if (!deactivateAt) throw new Refusal('link_invalid');
  return { deactivateAt };
}

/** Whoever keeps the account after a review has not confirmed it is recorded as such. */
function keptUnconfirmed({ row, userId }: Account, now: string): Account['row'] {
  const { reviewAnswer } = row;
  if (!isUnconfirmed(row) || reviewAnswer?.answer !== 'missing') return noLongerUnconfirmed(row);
  const answer = { reviewId: reviewAnswer.reviewId, answer: 'kept', by: userId, at: now };
  return { ...noLongerUnconfirmed(row), reviewAnswer: answer };
}
