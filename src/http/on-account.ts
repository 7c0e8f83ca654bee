/** What handlers for one account share: the actor, and the caller's view of the account. */
import { viewOf } from '../accounts/account.ts';
import { judged } from '../accounts/invitation-stands.ts';
import type { EndpointName } from '../api.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Account } from '../store/accounts.ts';
import type { Context } from './context.ts';

/** The actor, the target account, and the revision that the actor read. */
export function actionOn(
  { caller, ifMatch }: Pick<Context<EndpointName>, 'caller' | 'ifMatch'>,
  loaded: Account,
) {
  const { userId, row } = caller().account;
  return { loaded, actorId: userId, actorRole: row.role, ifMatch };
}

/** One storage request, plus one if the invitation is open. */
export async function accountView(
  { deps, now }: Pick<Context<EndpointName>, 'deps' | 'now'>,
  account: Account,
) {
  const known = await judged(deps, account, now);
  const { next } = evaluateLifecycle(known.row, deps.policy, now);
  const view = viewOf(known, deps.policy, now);
  return { ...view, ...(next && { next: { step: next.step, at: next.at } }) };
}
