/** Revocation (RFC 7009): a system gives an access token up; unknown tokens are no error. */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import { loadAccount } from '../store/accounts.ts';
import { revokeGrant } from '../store/grants.ts';
import { authenticateSystem, type Credentials } from './authenticate-system.ts';
import { openToken } from './userinfo.ts';

type Revocation = Credentials & { token?: string | undefined };

/** Three storage requests. @throws ProtocolError invalid_request, invalid_client */
export async function revokeToken(deps: Deps, request: Revocation, now: string): Promise<void> {
  const { systemId } = await authenticateSystem(deps, request, now);
  const { token } = request;
  if (token === undefined) throw new ProtocolError('invalid_request', 'token is missing');
  const claims = await openToken(deps, token, now);
  if (!claims) return;
  if (claims.client_id !== systemId)
    throw new ProtocolError('invalid_request', 'the token belongs to another system');
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const account = await loadAccount(deps.store, claims.sub);
    if (!account?.grants.some(({ id }) => id === claims.grant)) return;
    if (await revokeGrant(deps.store, account, claims.grant)) return;
  }
  throw new ProtocolError('temporarily_unavailable');
}
