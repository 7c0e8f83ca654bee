/** OpenID Connect: from the request to the operation and back. */
import { authorize, beginAuthorization } from '../openid/authorize.ts';
import { discovery } from '../openid/discovery.ts';
import { endSessionOnRequest } from '../openid/end-session.ts';
import { redeemCode } from '../openid/redeem-code.ts';
import { revokeToken } from '../openid/revoke-token.ts';
import { userinfo } from '../openid/userinfo.ts';
import { readRefreshToken } from '../sessions/session.ts';
import { pollSignals } from '../signals/poll-signals.ts';
import type { Handlers } from './context.ts';

export const openidHandlers = {
  openidConfiguration: async ({ deps }) => discovery(deps.settings.PUBLIC_URL),
  oauthConfiguration: async ({ deps }) => discovery(deps.settings.PUBLIC_URL),
  beginAuthorization: ({ deps, body, now }) => beginAuthorization(deps, body.request, now),
  authorize: ({ deps, caller, body, now }) => authorize(deps, caller(), body, now),
  async endSessionOnRequest({ deps, body, now, refreshCookie, setRefreshCookie }) {
    const { ended, ...answer } = await endSessionOnRequest(deps, body.request, now);
    const keys = await deps.keyring.load(now);
    const own = refreshCookie && readRefreshToken(keys, refreshCookie)?.sessionId;
    const here = ended !== undefined && own === ended;
    if (here) setRefreshCookie(null);
    return { ...answer, here };
  },
  openidToken: ({ deps, body, authorization, now }) =>
    redeemCode(deps, { ...body, authorization }, now),
  userinfo: ({ deps, authorization, now }) => userinfo(deps, { authorization }, now),
  userinfoByForm: ({ deps, body, authorization, now }) =>
    userinfo(deps, { ...body, authorization }, now),
  pollSignals: ({ deps, body, authorization, now }) => pollSignals(deps, authorization, body, now),
  async revokeToken({ deps, body, authorization, now }) {
    await revokeToken(deps, { ...body, authorization }, now);
    return {};
  },
} satisfies Partial<Handlers>;
