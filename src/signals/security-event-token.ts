/**
 * Security Event Tokens (RFC 8417) with the events of CAEP and RISC, one in each token. None contains a
 * name or an address: the subject is the issuer and the person's id (RFC 9493).
 */
import type { Deps } from '../deps.ts';
import { readyKeys } from '../openid/register-system.ts';
import { secondsOf, signToken } from '../openid/tokens.ts';
import { signalTypes } from '../policy/signals.ts';
import type { System } from '../store/systems.ts';
import type { Signal } from './pending-signals.ts';

/** @returns the token, signed with the algorithm of the system's ID tokens */
export async function securityEventToken(
  deps: Pick<Deps, 'keyring' | 'settings'>,
  { systemId, row }: System,
  signal: Signal,
  now: string,
): Promise<string> {
  const keys = await readyKeys(deps, row, now);
  const iss = deps.settings.PUBLIC_URL;
  const claims = {
    ...{ aud: systemId, jti: signal.jti, txn: signal.event.eventId },
    sub_id: subjectOf(iss, signal),
    events: { [signalTypes[signal.name]]: detailsOf(signal) },
  };
  // It reports what happened, which remains true: RFC 8417, 2.2 discourages an expiry.
  const kind = { type: 'event', algorithm: row.idTokenAlgorithm } as const;
  return signToken({ PUBLIC_URL: iss }, keys, kind, claims, now);
}

function subjectOf(iss: string, { userId, sid }: Signal) {
  const user = { format: 'iss_sub', iss, sub: userId };
  return sid === undefined
    ? user
    : { format: 'complex', user, session: { format: 'opaque', id: sid } };
}

/** The members that CAEP requires or allows for each type of event. */
function detailsOf({ name, at, userId, event }: Signal): Record<string, unknown> {
  const { actorId, kind, data } = event;
  const timestamp = secondsOf(at);
  const by = actorId === userId ? 'user' : actorId === 'service' ? 'policy' : 'admin';
  const common = { event_timestamp: timestamp };
  if (name === 'token-claims-change')
    return {
      ...common,
      initiating_entity: by,
      claims: { ...changedClaims(kind, data['to']), updated_at: timestamp },
    };
  if (name === 'credential-change')
    return { ...common, initiating_entity: by, ...credential(kind, data['factor']) };
  return name === 'session-revoked' ? { ...common, initiating_entity: by } : common;
}

/** Of a name, only that it changed: userinfo has the new one. */
function changedClaims(kind: string, to: unknown): Record<string, unknown> {
  if (kind === 'role_changed') return { role: to };
  return kind === 'organization_changed' ? { org: to } : {};
}

function credential(kind: string, factor: unknown) {
  if (kind.startsWith('password')) return { credential_type: 'password', change_type: 'update' };
  return {
    credential_type: factor === 'passkey' ? 'fido2-roaming' : 'app',
    change_type: kind === 'second_factor_added' ? 'create' : 'delete',
  };
}
