/** Userinfo (OpenID Connect Core, 5.3): the person's claims as they are now, not as at sign-in. */
import type { Deps } from '../deps.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import { loadAccount } from '../store/accounts.ts';
import { claimsOf } from './claims.ts';
import { isAdmitted, liveSession } from './may-enter.ts';
import { type AccessClaims, verifySystemToken } from './tokens.ts';

/** Where an access token can be: in one place (RFC 6750, 2). */
type Bearer = { authorization: string | undefined; access_token?: string | undefined };

/**
 * One storage request; the system and the organization's name are read from memory.
 * @throws ProtocolError invalid_request, invalid_token
 */
export async function userinfo(deps: Deps, bearer: Bearer, now: string) {
  const claims = await openToken(deps, tokenIn(bearer), now);
  if (!claims) throw new ProtocolError('invalid_token');
  const { sub, sid, scope, grant: grantId, client_id: systemId } = claims;
  const entered = liveSession(deps, await loadAccount(deps.store, sub), sid, now);
  const system = (await deps.systems.load(now)).find((each) => each.systemId === systemId);
  const grant = entered?.account.grants.find(({ id }) => id === grantId);
  if (!entered || !grant?.redemption || grant.systemId !== systemId)
    throw new ProtocolError('invalid_token');
  const { account } = entered;
  if (!system || !isAdmitted(system, account)) throw new ProtocolError('invalid_token');
  const orgName = (await deps.organizationNames(account.row.organizationId, now)) ?? '';
  return claimsOf(account, orgName, system.row.groupsClaim, scope);
}

/** @returns the claims of a genuine access token, whatever became of its session */
export async function openToken(
  deps: Pick<Deps, 'keyring' | 'settings'>,
  token: string,
  now: string,
): Promise<AccessClaims | undefined> {
  return verifySystemToken(deps.settings, await deps.keyring.load(now), token, now);
}

/** @throws ProtocolError invalid_request if malformed or sent twice, invalid_token if there is none */
function tokenIn({ authorization, access_token: inBody }: Bearer): string {
  if (authorization !== undefined && inBody !== undefined)
    throw new ProtocolError('invalid_request', 'send the access token once');
  if (inBody !== undefined) return inBody;
  if (authorization === undefined)
    throw new ProtocolError('invalid_token', 'send an access token', true);
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new ProtocolError('invalid_request', 'the header Authorization is malformed');
  return token;
}
