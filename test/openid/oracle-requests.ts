/** Requests, good, wrong and malformed, as changes to a good one: each is sent to both providers. */
import { callback, signedOut } from '../support/systems.ts';

/** Values of parameters; undefined leaves one out, a list repeats it. */
export type Change = Record<string, string | undefined | readonly string[]>;

const absent = undefined;
const each = (name: string, values: readonly (string | undefined)[]): Change[] =>
  values.map((value) => ({ [name]: value }));
const twice = (names: readonly string[]): Change[] =>
  names.map((name) => ({ [name]: ['one', 'two'] }));

const odd = ['', ' ', 'x', 'null', '0', "'", '<script>', '%00', 'ä', 'a b'];

export const authorizations: readonly Change[] = [
  {},
  ...each('client_id', [absent, '', 'x', '00000000-0000-4000-8000-000000000000']),
  ...each('redirect_uri', [
    ...[absent, '', 'x', `${callback}/`, `${callback}?x=1`, `${callback}#x`, `${callback}x`],
    ...['https://manual.example.fi', 'https://manual.example.fi:444/callback', signedOut],
    ...['http://manual.example.fi/callback', 'https://evil.example/callback', '//evil.example'],
    'javascript:alert(1)',
  ]),
  ...each('response_type', [
    ...[absent, '', 'token', 'id_token', 'code id_token', 'code token', 'none', 'CODE', 'x'],
    ...['code code', 'code id_token token', ' code'],
  ]),
  ...each('scope', [
    ...[absent, '', 'openid', 'openid profile', 'openid email profile organization', 'profile'],
    ...['openid x', 'OPENID', 'x', 'openid  email', 'email openid', 'openid address phone'],
  ]),
  ...each('response_mode', ['', 'query', 'fragment', 'x', 'QUERY']),
  ...each('prompt', [
    ...['', 'none', 'login', 'none login', 'x', 'NONE', 'login x', 'none none', 'consent none'],
  ]),
  ...each('max_age', ['', '0', '100000', '-1', 'x', '1.5', '1e3', '٣']),
  ...each('state', ['', 'x', 'å &=', 'x'.repeat(1_000), ...odd]),
  ...each('nonce', ['', 'x', 'å &=', ...odd]),
  ...each('code_challenge', ['', 'x', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}=`]),
  ...each('code_challenge_method', [absent, '', 'plain', 's256', 'S512', 'x']),
  { code_challenge: absent, code_challenge_method: absent },
  { code_challenge: absent },
  ...each('id_token_hint', ['', 'x', 'x.y.z']),
  ...each('request', ['x', 'x.y.z']),
  ...each('request_uri', ['x', 'https://evil.example/request', 'urn:x']),
  ...each('registration', ['{}']),
  ...each('acr_values', ['', 'password', 'x', 'x password']),
  ...each('ui_locales', ['', 'fi', 'de', 'x y z', 'sv-FI en']),
  ...each('login_hint', ['aino@espoo.fi', 'x']),
  ...each('display', ['page', 'popup', 'x']),
  ...each('claims', ['{}', 'x']),
  ...each('unknown', odd),
  ...twice(['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'prompt']),
  ...twice(['max_age', 'code_challenge', 'acr_values', 'login_hint']),
];

/** Beside parameters: `auth` says how the system proves its identity, `type` replaces the media type. */
export const redemptions: readonly Change[] = [
  {},
  ...each('grant_type', [
    ...[absent, '', 'x', 'refresh_token', 'client_credentials', 'password', 'implicit'],
    'AUTHORIZATION_CODE',
  ]),
  ...each('code', [absent, '', 'x', 'used', 'x'.repeat(2_000), ...odd.slice(1)]),
  ...each('redirect_uri', [absent, '', 'x', `${callback}/`, signedOut]),
  ...each('code_verifier', [absent, '', 'x', 'x'.repeat(43), 'x'.repeat(129), 'ä'.repeat(43)]),
  ...each('auth', [
    ...['none', 'wrong', 'unknown', 'post', 'both', 'malformed', 'bearer', 'empty', 'other', 'id'],
  ]),
  ...each('type', ['application/json', 'text/plain', 'multipart/form-data; boundary=x']),
  ...each('client_id', ['', 'x']),
  ...each('client_assertion', ['x']),
  ...each('scope', ['', 'openid', 'x']),
  ...each('unknown', odd.slice(0, 4)),
  ...twice(['grant_type', 'code', 'redirect_uri', 'code_verifier', 'client_id']),
];

/** How the access token is sent. */
export const userinfos = [
  ...['header', 'lower case', 'none', 'empty', 'garbage', 'truncated', 'id token', 'basic'],
  ...['no scheme', 'two words', 'form', 'form and header', 'empty form', 'query', 'jwt of nobody'],
] as const;
export type UserinfoCase = (typeof userinfos)[number];

export const signOuts: readonly Change[] = [
  {},
  ...each('id_token_hint', [absent, '', 'x', 'x.y.z']),
  ...each('post_logout_redirect_uri', [
    absent,
    '',
    'x',
    callback,
    `${signedOut}/`,
    `${signedOut}#x`,
  ]),
  ...each('state', [absent, '', 'x', 'å &=']),
  ...each('client_id', [absent, '', 'x']),
  { id_token_hint: absent, client_id: absent },
  { id_token_hint: absent, client_id: absent, post_logout_redirect_uri: absent },
  { id_token_hint: absent, client_id: 'x', post_logout_redirect_uri: absent },
  ...each('ui_locales', ['fi', 'x']),
  ...each('logout_hint', ['x']),
  ...each('unknown', odd.slice(0, 3)),
  ...twice(['id_token_hint', 'post_logout_redirect_uri', 'client_id', 'state']),
];

export const countOfRequests =
  authorizations.length + redemptions.length + userinfos.length + signOuts.length;

/** @returns the parameters, encoded */
export function encoded(good: Record<string, string>, change: Change): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...good, ...change }))
    for (const one of value === undefined ? [] : [value].flat()) given.append(name, one);
  return given.toString();
}
