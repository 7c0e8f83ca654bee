/** Identifies the caller: our token, a live session, and an account that is active right now. */
import type { Endpoint } from '../api.ts';
import type { Deps } from '../deps.ts';
import { lacksSecondFactor } from '../factors/required.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { Refusal } from '../policy/problems.ts';
import { type Permission, scopeOf } from '../policy/roles.ts';
import { privacyNoticeRequired } from '../privacy/notice-required.ts';
import { verifyAccessToken } from '../sessions/access-token.ts';
import { isAlive } from '../sessions/session.ts';
import { loadAccount } from '../store/accounts.ts';
import type { Caller, SentRequest } from './context.ts';

/**
 * Reads the caller's account for every request, so that deactivation, a new role and an ended
 * session take effect at once in every process. One storage request.
 * @param beside begins other reading at the same time, once the token has proved genuine
 * @throws Refusal not_signed_in, not_allowed, second_factor_enrollment_required, privacy_notice_required
 */
export async function authenticate(
  deps: Deps,
  request: SentRequest,
  route: Pick<Endpoint, 'beforeNotice' | 'beforeFactor'> & { permission: Permission },
  now: string,
  beside: () => void = () => {},
): Promise<Caller> {
  const { permission } = route;
  const token = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(
    request.headers.get('authorization') ?? '',
  )?.[1];
  const keys = await deps.keyring.load(now);
  const claims = token && verifyAccessToken(deps.settings, keys, token, now);
  if (!claims) throw new Refusal('not_signed_in');
  beside();
  const account = await loadAccount(deps.store, claims.sub);
  const session = account?.sessions.find((candidate) => candidate.id === claims.sid);
  if (!account?.person || !session || !isAlive(session, now)) throw new Refusal('not_signed_in');
  if (evaluateLifecycle(account.row, deps.policy, now).status !== 'active')
    throw new Refusal('not_signed_in');
  const scope = scopeOf(account.row.role, permission);
  if (!scope) {
    deps.log('access_refused', { userId: account.userId, permission });
    throw new Refusal('not_allowed');
  }
  if (!route.beforeFactor && lacksSecondFactor(deps.settings, account))
    throw new Refusal('second_factor_enrollment_required');
  if (!route.beforeNotice && (await privacyNoticeRequired(deps, account, now)) !== undefined)
    throw new Refusal('privacy_notice_required');
  return { account, sessionId: session.id, scope };
}
