/** Signing in again replaces the browser's former session, which may be somebody else's. */
import type { EndpointName } from '../api.ts';
import { endSession } from '../sessions/end-sessions.ts';
import { readRefreshToken } from '../sessions/session.ts';
import { loadAccount } from '../store/accounts.ts';
import type { Context } from './context.ts';

/**
 * Makes no storage request unless the browser sends a session.
 * @param successorId the new session: connected systems entered from the former one of the same
 *   person are told only when it ends
 */
export async function endFormer(
  { deps, refreshCookie, now }: Pick<Context<EndpointName>, 'deps' | 'refreshCookie' | 'now'>,
  successorId: string,
): Promise<void> {
  const keys = await deps.keyring.load(now);
  const named = refreshCookie ? readRefreshToken(keys, refreshCookie) : undefined;
  const account = named && (await loadAccount(deps.store, named.userId));
  if (!account) return;
  const { sessionId } = named;
  await endSession(deps, account, { sessionId, successorId, kind: 'session_ended' }, now);
}
