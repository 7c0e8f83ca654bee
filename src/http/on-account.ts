/** What the handlers about one account share: who acts on it, and what the caller sees of it. */
import { viewOf } from '../accounts/account.ts';
import { judged } from '../accounts/invitation-stands.ts';
import type { EndpointName } from '../api.ts';
import type { Account } from '../store/accounts.ts';
import type { Context } from './context.ts';

/** Who acts on whom, having read which revision. */
export function actionOn(
  { caller, ifMatch }: Pick<Context<EndpointName>, 'caller' | 'ifMatch'>,
  loaded: Account,
) {
  const { userId, row } = caller().account;
  return { loaded, actorId: userId, actorRole: row.role, ifMatch };
}

/** One storage request, and one more, only where the invitation is open. */
export async function accountView(
  { deps, now }: Pick<Context<EndpointName>, 'deps' | 'now'>,
  account: Account,
) {
  return viewOf(await judged(deps, account, now), deps.policy, now);
}
