/** What administrators may register about a connected system. */
import { z } from 'zod';
import * as input from './input.ts';
import { limit } from './limits.ts';
import { authenticationMethods, scopeClaims, signingAlgorithms } from './openid.ts';
import type { Fault } from './problems.ts';
import { roles } from './roles.ts';
import { backchannelUriFault, redirectUriFault } from './system-uri.ts';

const uri = (faultOf: (text: string) => string | undefined) =>
  z
    .string()
    .max(limit.systemUriCharactersMax)
    .superRefine((text, context) => {
      const message = faultOf(text);
      if (message)
        context.addIssue({ code: 'custom', message, params: { rule: 'system_address' } });
    });

const uris = z
  .array(uri(redirectUriFault))
  .max(limit.systemUrisMax)
  .refine((list) => new Set(list).size === list.length, {
    error: 'must name each address once',
    params: { rule: 'repeated' },
  });

const base64url = z.string().regex(/^[\w-]{1,1400}$/);
const id = { kid: z.string().max(100).optional(), use: z.literal('sig').optional() };

/** Public keys only: a private one is refused as an unknown field (RFC 7517, RFC 7518). */
const publicKey = z.discriminatedUnion('kty', [
  z.strictObject({
    ...id,
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    ...{ x: base64url, y: base64url, alg: z.literal('ES256').optional() },
  }),
  z.strictObject({
    ...id,
    kty: z.literal('RSA'),
    /** 2,048 bits or more. */
    n: base64url.min(342),
    ...{ e: base64url, alg: z.literal('RS256').optional() },
  }),
]);

/** The claims that have a meaning of their own. */
const taken: readonly string[] = [
  ...Object.values(scopeClaims).flat(),
  ...['iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'sid', 'auth_time', 'acr', 'amr', 'azp', 'nonce'],
];
const groupsClaim = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(limit.claimNameCharactersMax)
  .refine((name) => name === 'groups' || !taken.includes(name), 'is the name of another claim');

const shape = {
  name: z.strictObject({ fi: input.name, sv: input.name, en: input.name }),
  redirectUris: uris.min(1),
  postLogoutRedirectUris: uris,
  backchannelLogoutUri: uri(backchannelUriFault).optional(),
  authentication: z.enum(authenticationMethods),
  /** Whether each request must carry a code challenge; always so for `none`. */
  pkceRequired: z.boolean(),
  idTokenAlgorithm: z.enum(signingAlgorithms),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  groupsClaim,
  /** For `private_key_jwt`. */
  keys: z.array(publicKey).max(limit.systemKeysMax),
} as const;

export type SystemSettings = z.output<typeof registration>;

export const registration = z
  .strictObject({
    ...shape,
    postLogoutRedirectUris: shape.postLogoutRedirectUris.default([]),
    authentication: shape.authentication.default('client_secret_basic'),
    pkceRequired: shape.pkceRequired.default(true),
    idTokenAlgorithm: shape.idTokenAlgorithm.default('RS256'),
    roles: shape.roles.default([...roles]),
    groupsClaim: shape.groupsClaim.default('groups'),
    keys: shape.keys.default([]),
  })
  .superRefine((settings, context) => {
    const fault = settingsFault(settings);
    const path = fault?.field.split('.').slice(1) ?? [];
    if (fault) context.addIssue({ code: 'custom', message: fault.message, path });
  });

export const settingsChange = z
  .strictObject({
    ...shape,
    /** Null removes it. */
    backchannelLogoutUri: shape.backchannelLogoutUri.unwrap().nullable(),
  })
  .partial();

/** How a system is told of changes; `push` keeps its authorization unless the endpoint changes. */
export const signalSettings = z.discriminatedUnion('delivery', [
  z.strictObject({ delivery: z.literal('none') }),
  z.strictObject({ delivery: z.literal('poll') }),
  z.strictObject({
    delivery: z.literal('push'),
    endpoint: uri(backchannelUriFault),
    /** The whole header, such as `Bearer …`; null removes it. It is never shown. */
    authorization: z
      .string()
      .min(1)
      .max(limit.signalAuthorizationCharactersMax)
      .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'must be printable ASCII')
      .nullable()
      .optional(),
  }),
]);
export type SignalSettings = z.output<typeof signalSettings>;

/** What one field requires of another. */
export function settingsFault(
  settings: Pick<SystemSettings, 'authentication' | 'pkceRequired'> & {
    keys: readonly unknown[];
    signals?: { delivery: string } | undefined;
  },
): Fault | undefined {
  const { authentication, pkceRequired, keys, signals } = settings;
  if (authentication === 'none' && signals?.delivery === 'poll')
    return { field: 'body.authentication', message: 'must not be none for a system that polls' };
  if (authentication === 'none' && !pkceRequired)
    return { field: 'body.pkceRequired', message: 'must be true without authentication' };
  if (authentication === 'private_key_jwt' && keys.length === 0)
    return { field: 'body.keys', message: 'must have a public key for private_key_jwt' };
  return undefined;
}
