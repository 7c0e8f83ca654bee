/** The names that OpenID Connect gives to what this service supports, each in one place. */

/** How a connected system proves its identity at the token endpoint (OpenID Connect Core, 9). */
export const authenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
] as const;
export type AuthenticationMethod = (typeof authenticationMethods)[number];

/** RS256 is the standard's default. */
export const signingAlgorithms = ['RS256', 'ES256'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** How strongly a session was authenticated, weakest first: `acr` values. */
export const acrValues = ['password', 'second_factor'] as const;
export type Acr = (typeof acrValues)[number];

/** The claims of each scope; `openid` alone gives `sub`. */
export const scopeClaims = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'locale', 'updated_at'],
  email: ['email', 'email_verified'],
  organization: ['role', 'org', 'org_name', 'memberships', 'groups'],
  external_id: ['external_id'],
} as const;
export type Scope = keyof typeof scopeClaims;

export const scopes = Object.keys(scopeClaims) as Scope[];

/** Where the endpoints are; the first two are pages of the portal. */
export const openidPaths = {
  authorize: 'authorize',
  endSession: 'end-session',
  token: 'api/openid/token',
  userinfo: 'api/openid/userinfo',
  revoke: 'api/openid/revoke',
  signals: 'api/openid/signals',
  jwks: '.well-known/jwks.json',
} as const;

/** The parameter of back-channel logout requests and the event in their token. */
export const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
