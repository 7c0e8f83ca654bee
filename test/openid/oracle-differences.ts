/** Where the service deliberately answers otherwise than oidc-provider, and why. */

export type Difference = {
  kind: 'authorization' | 'token' | 'userinfo' | 'sign-out';
  /** Matches the names of the requests. */
  of: RegExp;
  ours: string;
  theirs: string;
  why: string;
};

export const differences: readonly Difference[] = [
  {
    kind: 'authorization',
    of: /^{"response_mode":"fragment"}$/,
    ours: 'invalid_request',
    theirs: 'code',
    why: 'a code in a fragment reaches scripts; discovery names the mode query only',
  },
  {
    kind: 'authorization',
    of: /^{"response_mode":"(x|QUERY)"}$/,
    ours: 'invalid_request',
    theirs: 'unsupported_response_mode',
    why: 'no standard defines the other code',
  },
  {
    kind: 'authorization',
    of: /^{"response_type":"code code"}$/,
    ours: 'unsupported_response_type',
    theirs: 'code',
    why: 'no registered response type names a value twice',
  },
  {
    kind: 'authorization',
    of: /^{"max_age":"1e3"}$/,
    ours: 'invalid_request',
    theirs: 'code',
    why: 'the standard defines a number of seconds, not a floating-point literal',
  },
  {
    kind: 'authorization',
    of: /^{"code_challenge":"x{44}"}$/,
    ours: 'invalid_request',
    theirs: 'code',
    why: 'an S256 challenge has 43 characters, so no verifier could ever match',
  },
  {
    kind: 'userinfo',
    of: /^query$/,
    ours: '401 invalid_token',
    theirs: '400 invalid_request',
    why: 'a token in an address is not read at all, so the request has none',
  },
  {
    kind: 'sign-out',
    of: /^{"id_token_hint":"x(\.y\.z)?"}$/,
    ours: '200',
    theirs: '400',
    why: 'the person is asked instead: a hint may be older than the keys, and signing out must work',
  },
];
