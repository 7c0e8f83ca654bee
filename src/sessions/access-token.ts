/** Access tokens: ES256, ten minutes, no personal data; every claim is checked on receipt. */
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { fromBase64url } from '../policy/base64url.ts';
import { limit } from '../policy/limits.ts';
import type { Role } from '../policy/roles.ts';
import type { Settings } from '../settings.ts';
import type { Keys } from '../store/keyring.ts';
import { signingKeyAt } from '../store/signing-keys.ts';

/** RFC 7519 claims, the session, and what the manual needs: organization and role. */
const claims = z.object({
  sub: z.uuid(),
  sid: z.string(),
  org: z.uuid(),
  role: z.string(),
  iat: z.number(),
  exp: z.number(),
  iss: z.string(),
  aud: z.string(),
});
export type Claims = z.infer<typeof claims>;

type Subject = { userId: string; sessionId: string; organizationId: string; role: Role };

/** @returns a signed token for the subject, valid from `now` */
export function signAccessToken(
  settings: Settings,
  keys: Keys,
  subject: Subject,
  now: string,
): string {
  const key = signingKeyAt(keys.signing, now);
  const issuedAt = Math.floor(Date.parse(now) / 1_000);
  const payload = {
    sub: subject.userId,
    sid: subject.sessionId,
    org: subject.organizationId,
    role: subject.role,
    iss: settings.PUBLIC_URL,
    aud: settings.TOKEN_AUDIENCE,
    iat: issuedAt,
    exp: issuedAt + limit.accessTokenSeconds,
  };
  return jwt.sign(payload, key.privateKey, { algorithm: 'ES256', keyid: key.kid });
}

/** Tokens found genuine with these keys: a signature takes longer to verify than all else a token says. */
const genuine = new WeakMap<Keys, Map<string, Claims>>();

/** @returns the claims, or undefined unless the token is complete, valid and issued by us */
export function verifyAccessToken(
  settings: Settings,
  keys: Keys,
  token: string,
  now: string,
): Claims | undefined {
  const known = genuine.get(keys) ?? new Map<string, Claims>();
  genuine.set(keys, known);
  const found = known.get(token);
  if (found) return found.exp * 1_000 > Date.parse(now) ? found : undefined;
  const verified = verify(settings, keys, token, now);
  if (known.size >= limit.genuineTokensMax) known.clear();
  if (verified) known.set(token, verified);
  return verified;
}

function verify(settings: Settings, keys: Keys, token: string, now: string): Claims | undefined {
  if (!token.split('.').every((part) => fromBase64url(part))) return undefined;
  try {
    const kid = jwt.decode(token, { complete: true })?.header.kid;
    const key = keys.signing.find((candidate) => candidate.kid === kid);
    if (!key) return undefined;
    const payload = jwt.verify(token, key.publicKey, {
      algorithms: ['ES256'],
      issuer: settings.PUBLIC_URL,
      audience: settings.TOKEN_AUDIENCE,
      clockTimestamp: Math.floor(Date.parse(now) / 1_000),
    });
    const parsed = claims.safeParse(payload);
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    // The library throws for every kind of invalid token; here they are all one outcome.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
