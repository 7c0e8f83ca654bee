/** Second factors and passkeys: from the request to the operation and back. */
import { viewOf } from '../accounts/account.ts';
import { completeSignIn, signInWithPasskey } from '../factors/complete.ts';
import { requestOptions } from '../factors/passkey.ts';
import { resetFactors } from '../factors/reset.ts';
import * as setUp from '../factors/set-up.ts';
import { makeTicket } from '../factors/ticket.ts';
import { factorsOf } from '../factors/view.ts';
import { assertOwnPassword } from '../sessions/recover.ts';
import type { Context, Handlers } from './context.ts';
import { tokensFor } from './tokens.ts';

export const factorHandlers = {
  async completeSignIn(context) {
    const { account, session } = await completeSignIn(context.deps, context.body, context.now);
    return tokensFor(context, account, session, context.body.cookie === true);
  },
  async beginPasskeySignIn({ deps, now }) {
    const ticket = makeTicket(await deps.keyring.load(now), 'passkey_sign_in', {}, now);
    return { ticket, passkey: await requestOptions(deps, [], ticket) };
  },
  async signInWithPasskey(context) {
    const { account, session } = await signInWithPasskey(context.deps, context.body, context.now);
    return tokensFor(context, account, session, context.body.cookie === true);
  },
  listFactors: async ({ caller }) => factorsOf(caller().account),
  async beginTotp(context) {
    const { loaded } = await confirmed(context);
    return setUp.beginTotp(context.deps, loaded, context.now);
  },
  addTotp: (context) => setUp.addTotp(context.deps, own(context), context.body, context.now),
  async beginPasskey(context) {
    const { loaded } = await confirmed(context);
    return setUp.beginPasskey(context.deps, loaded, context.now);
  },
  addPasskey: (context) => setUp.addPasskey(context.deps, own(context), context.body, context.now),
  async removeFactor(context) {
    const request = await confirmed(context);
    await setUp.removeFactor(context.deps, request, context.params['factorId'] ?? '', context.now);
  },
  async renewRecoveryCodes(context) {
    const request = await confirmed(context);
    return { recoveryCodes: await setUp.renewRecoveryCodes(context.deps, request, context.now) };
  },
  async resetFactors(context) {
    const { deps, now, ifMatch } = context;
    const { account: actor } = context.caller();
    const request = {
      loaded: context.user(),
      actorId: actor.userId,
      actorRole: actor.row.role,
      ifMatch,
    };
    return viewOf(await resetFactors(deps, request, now), deps.policy, now);
  },
} satisfies Partial<Handlers>;

type Mine = Pick<Context<'beginTotp'>, 'caller'>;

function own({ caller }: Mine) {
  const { account, sessionId } = caller();
  return { loaded: account, sessionId };
}

/** The password is asked for again before anything about signing in changes. */
async function confirmed({
  deps,
  now,
  body,
  caller,
}: Pick<Context<'beginTotp'>, 'deps' | 'now' | 'body' | 'caller'>) {
  const request = own({ caller });
  await assertOwnPassword(deps, request.loaded, body.currentPassword, now);
  return request;
}
