/** The response to a sign-in: an access token, and the refresh token in the cookie or the body. */
import type { EndpointName } from '../api.ts';
import { lacksSecondFactor } from '../factors/required.ts';
import { limit } from '../policy/limits.ts';
import { privacyNoticeRequired } from '../privacy/notice-required.ts';
import { signAccessToken } from '../sessions/access-token.ts';
import { refreshToken } from '../sessions/session.ts';
import type { Account, Session } from '../store/accounts.ts';
import type { Context } from './context.ts';

/** @param cookie whether the browser asked to keep the refresh token out of reach of scripts */
export async function tokensFor(
  context: Pick<Context<EndpointName>, 'deps' | 'now' | 'setRefreshCookie'>,
  account: Account,
  session: Session,
  cookie: boolean,
) {
  const { deps, now } = context;
  const keys = await deps.keyring.load(now);
  const { organizationId, role } = account.row;
  const subject = { userId: account.userId, sessionId: session.id, organizationId, role };
  const accessToken = signAccessToken(deps.settings, keys, subject, now);
  const token = refreshToken(keys, account.userId, session);
  const required = await privacyNoticeRequired(deps, account, now);
  if (cookie) context.setRefreshCookie(token);
  return {
    accessToken,
    expiresInSeconds: limit.accessTokenSeconds,
    sessionId: session.id,
    ...(lacksSecondFactor(deps.settings, account) && { secondFactorNeeded: true as const }),
    ...(required !== undefined && { privacyNoticeRequired: required }),
    ...(!cookie && { refreshToken: token }),
  };
}
