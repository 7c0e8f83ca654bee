/**
 * Exchanges a code for tokens, once (RFC 6749, 4.1.3): of several racing redemptions one succeeds,
 * and a second use ends the session at that system.
 */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import { laterBy } from '../policy/time.ts';
import { type Account, type Grant, loadAccount } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { redeemGrant } from '../store/grants.ts';
import { markUsed, type System } from '../store/systems.ts';
import { authenticateSystem, type Credentials } from './authenticate-system.ts';
import { acrOf } from './authorize.ts';
import { codeHash, ownerOfCode } from './code.ts';
import { isAdmitted, liveSession } from './may-enter.ts';
import { readyKeys } from './register-system.ts';
import { secondsOf, signSystemToken, signToken } from './tokens.ts';

export type TokenRequest = Credentials & {
  grant_type?: string | undefined;
  code?: string | undefined;
  redirect_uri?: string | undefined;
  code_verifier?: string | undefined;
};

/**
 * Three storage requests, and two more on a system's first sign-in of a day.
 * @throws ProtocolError invalid_request, invalid_client, unsupported_grant_type, invalid_grant
 */
export async function redeemCode(deps: Deps, request: TokenRequest, now: string) {
  const { grant_type: grantType, code, redirect_uri: redirectUri } = request;
  const system = await authenticateSystem(deps, request, now);
  if (grantType === undefined) throw new ProtocolError('invalid_request', 'grant_type is missing');
  if (grantType !== 'authorization_code') throw new ProtocolError('unsupported_grant_type');
  if (code === undefined) throw new ProtocolError('invalid_request', 'code is missing');
  if (redirectUri === undefined)
    throw new ProtocolError('invalid_request', 'redirect_uri is missing');
  const userId = ownerOfCode(await deps.keyring.load(now), code);
  if (!userId) throw new ProtocolError('invalid_grant');
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const account = await loadAccount(deps.store, userId);
    const grant = account?.grants.find(({ id }) => id === codeHash(code));
    if (!account || !grant || grant.systemId !== system.systemId)
      throw new ProtocolError('invalid_grant');
    if (grant.redemption) await endReused(deps, account, grant, now);
    if (grant.expiresAt <= now || grant.redirectUri !== redirectUri)
      throw new ProtocolError('invalid_grant');
    assertVerifier(grant, request.code_verifier);
    const entering = liveSession(deps, account, grant.sessionId, now);
    if (!entering || !isAdmitted(system, account)) throw new ProtocolError('invalid_grant');
    const expiresAt = laterBy(now, limit.openidTokenSeconds * 1_000);
    const redeemed = { ...grant, redemption: randomUUID(), expiresAt };
    if (!(await redeemGrant(deps.store, account, redeemed))) continue;
    await noteUse(deps, system, now);
    return tokensFor(deps, system, { ...entering, grant }, now);
  }
  throw new ProtocolError('temporarily_unavailable');
}

/** RFC 7636, 4.6; a verifier without a challenge is a downgrade (RFC 9700, 4.8.2). */
function assertVerifier({ challenge }: Grant, verifier: string | undefined): void {
  if (challenge === undefined && verifier === undefined) return;
  if (verifier !== undefined && !/^[\w.~-]{43,128}$/.test(verifier))
    throw new ProtocolError('invalid_request', 'code_verifier is malformed');
  if (challenge === undefined || verifier === undefined)
    throw new ProtocolError('invalid_grant', 'code_verifier does not match');
  const hash = createHash('sha256').update(verifier).digest('base64url');
  if (!timingSafeEqual(Buffer.from(hash), Buffer.from(challenge)))
    throw new ProtocolError('invalid_grant', 'code_verifier does not match');
}

type Redeemed = NonNullable<ReturnType<typeof liveSession>> & { grant: Grant };

async function tokensFor(
  { keyring, settings }: Deps,
  { systemId, row }: System,
  { account, session, grant }: Redeemed,
  now: string,
) {
  const keys = await readyKeys({ keyring }, row, now);
  const { nonce, scope } = grant;
  const about = { sub: account.userId, sid: session.id };
  const access = { ...about, client_id: systemId, grant: grant.id, scope };
  const identity = {
    ...about,
    aud: systemId,
    auth_time: secondsOf(session.createdAt),
    acr: acrOf(session),
    amr: session.methods ?? ['pwd'],
    ...(nonce !== undefined && { nonce }),
  };
  const life = limit.openidTokenSeconds;
  const kind = { type: 'id', algorithm: row.idTokenAlgorithm, life } as const;
  return {
    access_token: signSystemToken(settings, keys, access, now),
    token_type: 'Bearer' as const,
    expires_in: life,
    scope,
    id_token: signToken(settings, keys, kind, identity, now),
  };
}

/** Somebody else has the code, so the session at the system ends; the others remain. */
async function endReused(deps: Deps, loaded: Account, grant: Grant, now: string): Promise<never> {
  const { userId } = loaded;
  const { systemId, sessionId } = grant;
  deps.log('code_reuse', { userId, systemId });
  await changeAccount(deps, loaded, { actorId: userId, now }, (account) => {
    if (!account?.grants.some(({ id }) => id === grant.id))
      throw new ProtocolError('invalid_grant');
    const sessions = account.sessions.map((session) =>
      session.id === sessionId
        ? { ...session, systems: session.systems?.filter((each) => each.systemId !== systemId) }
        : session,
    );
    return { kind: 'code_reuse_detected', data: { systemId }, row: account.row, sessions };
  });
  throw new ProtocolError('invalid_grant');
}

/** Once a day, as the list of systems shows the day of last use. */
async function noteUse(deps: Deps, { systemId }: System, now: string): Promise<void> {
  const known = (await deps.systems.load(now)).find((each) => each.systemId === systemId);
  if (known?.usedOn === dayOf(now)) return;
  await markUsed(deps.store, systemId, dayOf(now));
  deps.systems.forget();
}
