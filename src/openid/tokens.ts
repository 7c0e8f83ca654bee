/**
 * Tokens for connected systems, each signed for one purpose: the header's type and the audience keep
 * them apart. None contains a name or an address, since ID tokens also travel in addresses.
 */
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { fromBase64url } from '../policy/base64url.ts';
import { limit } from '../policy/limits.ts';
import { openidPaths, type SigningAlgorithm } from '../policy/openid.ts';
import type { Settings } from '../settings.ts';
import type { Keys } from '../store/keyring.ts';
import { type SigningKey, signingKeyAt } from '../store/signing-keys.ts';

type Issuer = Pick<Settings, 'PUBLIC_URL'>;

const types = { id: 'JWT', access: 'at+jwt', logout: 'logout+jwt', event: 'secevent+jwt' } as const;
type TokenType = keyof typeof types;

/** @param life in seconds; absent: it never expires @returns the token, issued and valid from `now` */
export function signToken(
  { PUBLIC_URL }: Issuer,
  keys: Pick<Keys, 'signing' | 'rsa'>,
  { type, algorithm, life }: { type: TokenType; algorithm: SigningAlgorithm; life?: number },
  claims: Record<string, unknown>,
  now: string,
): string {
  const key = signingKeyAt(algorithm === 'RS256' ? keys.rsa : keys.signing, now);
  const iat = secondsOf(now);
  const payload = {
    iss: PUBLIC_URL,
    ...claims,
    iat,
    ...(life !== undefined && { exp: iat + life }),
  };
  const header = { alg: algorithm, typ: types[type] };
  return jwt.sign(payload, key.privateKey, { algorithm, keyid: key.kid, header });
}

export const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1_000);

/** RFC 9068, with the session and the grant that the token stands for. */
const accessClaims = z.object({
  sub: z.uuid(),
  sid: z.string(),
  client_id: z.uuid(),
  grant: z.string(),
  scope: z.string(),
  exp: z.number(),
});
export type AccessClaims = z.infer<typeof accessClaims>;

export const userinfoUrl = ({ PUBLIC_URL }: Issuer): string =>
  `${PUBLIC_URL}/${openidPaths.userinfo}`;

export function signSystemToken(
  settings: Issuer,
  keys: Keys,
  claims: Omit<AccessClaims, 'exp'>,
  now: string,
): string {
  const about = { type: 'access', algorithm: 'ES256', life: limit.openidTokenSeconds } as const;
  return signToken(settings, keys, about, { aud: userinfoUrl(settings), ...claims }, now);
}

/** @returns the claims, or undefined unless the access token is complete, valid and ours */
export function verifySystemToken(
  settings: Issuer,
  keys: Keys,
  token: string,
  now: string,
): AccessClaims | undefined {
  const expected = { audience: userinfoUrl(settings), clockTimestamp: secondsOf(now) };
  return accessClaims.safeParse(verified(settings, keys.signing, token, 'access', expected)).data;
}

const hintClaims = z.object({ sub: z.uuid(), aud: z.uuid(), sid: z.uuid() });
export type Hint = z.infer<typeof hintClaims>;

/** @returns what an ID token that we issued says, however old; undefined if it is not one */
export function readHint(settings: Issuer, keys: Keys, token: string): Hint | undefined {
  const all = [...keys.signing, ...keys.rsa];
  return hintClaims.safeParse(verified(settings, all, token, 'id', { ignoreExpiration: true }))
    .data;
}

function verified(
  { PUBLIC_URL }: Issuer,
  keys: readonly SigningKey[],
  token: string,
  type: TokenType,
  expected: Pick<jwt.VerifyOptions, 'audience' | 'clockTimestamp' | 'ignoreExpiration'>,
): unknown {
  if (!token.split('.').every((part) => fromBase64url(part))) return undefined;
  try {
    const { kid, typ } = jwt.decode(token, { complete: true })?.header ?? {};
    const key = keys.find((candidate) => candidate.kid === kid);
    if (!key || typ !== types[type]) return undefined;
    const algorithms: SigningAlgorithm[] = [key.jwk['alg'] === 'RS256' ? 'RS256' : 'ES256'];
    return jwt.verify(token, key.publicKey, { algorithms, issuer: PUBLIC_URL, ...expected });
  } catch (error) {
    // The library throws for every kind of invalid token; here they are all one outcome.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
