/** A browser that signs in again has one session, not two; the former one may be somebody else's. */
import type { EndpointName } from '../api.ts';
import { endSession } from '../sessions/end-sessions.ts';
import { readRefreshToken } from '../sessions/session.ts';
import { loadAccount } from '../store/accounts.ts';
import type { Context } from './context.ts';

/** Asks storage for nothing where the browser brings no session along. */
export async function endFormer({
  deps,
  refreshCookie,
  now,
}: Pick<Context<EndpointName>, 'deps' | 'refreshCookie' | 'now'>): Promise<void> {
  const keys = await deps.keyring.load(now);
  const named = refreshCookie ? readRefreshToken(keys, refreshCookie) : undefined;
  const account = named && (await loadAccount(deps.store, named.userId));
  if (!account) return;
  const { sessionId } = named;
  await endSession(deps, account, { sessionId, kind: 'session_ended' }, now);
}
