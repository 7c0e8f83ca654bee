/**
 * Authenticates a connected system by the method that it is registered for; a secret may be sent in
 * the header or in the form.
 */
import { createHash, createPublicKey, type JsonWebKey, timingSafeEqual } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { type AuthenticationMethod, openidPaths } from '../policy/openid.ts';
import { ProtocolError } from '../policy/protocol-errors.ts';
import type { Keys } from '../store/keyring.ts';
import { loadSystem, type System } from '../store/systems.ts';
import { uuid } from './authorization-request.ts';
import { hasSecret, secretsOf } from './system-secrets.ts';
import { secondsOf } from './tokens.ts';

/** What a request says about its sender (RFC 6749, 2.3; RFC 7523, 2.2). */
export type Credentials = {
  authorization: string | undefined;
  client_id?: string | undefined;
  client_secret?: string | undefined;
  client_assertion?: string | undefined;
  client_assertion_type?: string | undefined;
};

/** One storage request. @throws ProtocolError invalid_request, invalid_client */
export async function authenticateSystem(
  deps: Pick<Deps, 'store' | 'keyring' | 'settings' | 'log'>,
  credentials: Credentials,
  now: string,
): Promise<System> {
  const { method, systemId, proof } = presented(credentials);
  const system = uuid.test(systemId) ? await loadSystem(deps.store, systemId) : undefined;
  const keys = await deps.keyring.load(now);
  const isKnown = system && !system.row.disabledAt && isMethodOf(system, method);
  if (isKnown && (await isProven(deps, keys, system, method, proof, now))) return system;
  deps.log('system_refused', { systemId: system ? systemId : 'unknown' });
  throw new ProtocolError('invalid_client');
}

const isMethodOf = ({ row }: System, method: AuthenticationMethod): boolean =>
  row.authentication === method ||
  (hasSecret(row) && (method === 'client_secret_basic' || method === 'client_secret_post'));

type Presented = { method: AuthenticationMethod; systemId: string; proof: string };

/** @throws ProtocolError invalid_request if several methods are used at once, or one is malformed */
function presented(credentials: Credentials): Presented {
  const { authorization, client_id: id, client_secret: secret } = credentials;
  const { client_assertion: assertion, client_assertion_type: type } = credentials;
  const used = [authorization, secret, assertion].filter((each) => each !== undefined);
  if (used.length > 1)
    throw new ProtocolError('invalid_request', 'use one method of authentication');
  if (authorization !== undefined) {
    const basic = basicOf(authorization);
    if (id !== undefined && id !== basic.systemId)
      throw new ProtocolError('invalid_request', 'client_id names another system');
    return basic;
  }
  if (assertion !== undefined || type !== undefined) {
    if (type !== assertionType || assertion === undefined)
      throw new ProtocolError('invalid_request', 'client_assertion_type is not supported');
    const issuer = subjectOf(assertion);
    if (id !== undefined && id !== issuer)
      throw new ProtocolError('invalid_client', 'client_id names another system');
    return { method: 'private_key_jwt', systemId: issuer, proof: assertion };
  }
  if (id === undefined) throw new ProtocolError('invalid_request', 'client_id is missing');
  if (secret !== undefined) return { method: 'client_secret_post', systemId: id, proof: secret };
  return { method: 'none', systemId: id, proof: '' };
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Id and secret are each encoded like a form (RFC 6749, 2.3.1). */
function basicOf(authorization: string): Presented {
  const encoded = /^basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1] ?? '';
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const [id, secret] = [/^[^:]*/.exec(pair)?.[0] ?? '', /:(.*)$/s.exec(pair)?.[1]];
  if (!secret) throw new ProtocolError('invalid_request', 'the header Authorization is malformed');
  return { method: 'client_secret_basic', systemId: decoded(id), proof: decoded(secret) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

async function isProven(
  { settings }: Pick<Deps, 'settings'>,
  keys: Keys,
  system: System,
  method: AuthenticationMethod,
  proof: string,
  now: string,
): Promise<boolean> {
  if (method === 'none') return true;
  if (method === 'private_key_jwt') return isSigned(settings.PUBLIC_URL, system, proof, now);
  // Every secret is compared, in constant time, whichever matches.
  return secretsOf(keys, system)
    .map((secret) => isSame(secret, proof))
    .includes(true);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** RFC 7523, 3, and OpenID Connect Core, 9: the token is about the system, for us, and short-lived. */
const assertionClaims = z.object({ exp: z.number(), jti: z.string().min(1) });

function isSigned(issuer: string, { systemId, row }: System, assertion: string, now: string) {
  const at = secondsOf(now);
  const { token, revoke, signals } = openidPaths;
  const audience: [string, ...string[]] = [
    issuer,
    ...[token, revoke, signals].map((path) => `${issuer}/${path}`),
  ];
  return row.keys.some((jwk) => {
    try {
      const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
      const claims = assertionClaims.parse(
        jwt.verify(assertion, key, {
          algorithms: [jwk['kty'] === 'EC' ? 'ES256' : 'RS256'],
          ...{ issuer: systemId, subject: systemId, audience },
          ...{ clockTimestamp: at, clockTolerance: limit.clientAssertionSkewSeconds },
        }),
      );
      return claims.exp - at <= limit.clientAssertionSecondsMax;
    } catch (error) {
      // The library throws for every kind of invalid token; here they are all one outcome.
      if (error instanceof Error) return false;
      throw error;
    }
  });
}

/** Says only whom to ask about; the signature decides. */
function subjectOf(assertion: string): string {
  const subject = jwt.decode(assertion, { json: true })?.sub;
  return typeof subject === 'string' ? subject : '';
}
