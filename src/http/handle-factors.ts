/** Second factors and passkeys: from the request to the operation and back. */
import { requirePerson } from '../accounts/account.ts';
import { requestOptions } from '../factors/passkey.ts';
import { resetFactors } from '../factors/reset.ts';
import * as setUp from '../factors/set-up.ts';
import { makeTicket } from '../factors/ticket.ts';
import { factorsOf } from '../factors/view.ts';
import { completeSignIn, type SignedIn, signInWithPasskey } from '../sessions/complete-sign-in.ts';
import { assertOwnPassword } from '../sessions/recover.ts';
import { rememberSource } from '../sessions/sources.ts';
import type { Context, Handlers } from './context.ts';
import { endFormer } from './end-former.ts';
import { accountView, actionOn } from './on-account.ts';
import { tokensFor } from './tokens.ts';

export const factorHandlers = {
  async completeSignIn(context) {
    return entered(context, await completeSignIn(context.deps, context.body, context.now));
  },
  async beginPasskeySignIn({ deps, now }) {
    const ticket = makeTicket(await deps.keyring.load(now), 'passkey_sign_in', {}, now);
    return { ticket, passkey: await requestOptions(deps, [], ticket) };
  },
  async signInWithPasskey(context) {
    return entered(context, await signInWithPasskey(context.deps, context.body, context.now));
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
    await confirmed(context);
    const request = actionOn(context, context.user());
    return accountView(context, await resetFactors(context.deps, request, context.now));
  },
} satisfies Partial<Handlers>;

type Entering = Context<'completeSignIn'> | Context<'signInWithPasskey'>;

async function entered(context: Entering, { account, session }: SignedIn) {
  const { deps, source, now, body } = context;
  const keys = await deps.keyring.load(now);
  const emailHash = keys.emailHash(requirePerson(account).person.email);
  await rememberSource(deps.store, keys, { emailHash, source }, now);
  await endFormer(context, session.id);
  return tokensFor(context, account, session, body.cookie === true);
}

type Mine = Pick<Context<'beginTotp'>, 'caller'>;
type Confirming = Pick<Context<'beginTotp'>, 'deps' | 'now' | 'body' | 'caller' | 'source'>;

function own({ caller }: Mine) {
  const { account, sessionId } = caller();
  return { loaded: account, sessionId };
}

/** The password is required again before any sign-in method changes. */
async function confirmed({ deps, now, body, caller, source }: Confirming) {
  const request = own({ caller });
  await assertOwnPassword(deps, request.loaded, body.currentPassword, source, now);
  return request;
}
