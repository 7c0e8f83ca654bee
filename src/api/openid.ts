/** OpenID Connect: the endpoints that connected systems call, and those behind our own pages. */
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { openidPaths } from '../policy/openid.ts';
import type { Endpoint } from './endpoint.ts';
import { translatedName } from './shapes.ts';

/** Each parameter of a form: absent, or one value. */
const parameter = z.string().optional();
const authentication = {
  client_id: parameter,
  client_secret: parameter,
  client_assertion: parameter,
  client_assertion_type: parameter,
};

/** The parameters as they arrived, in a query or a form. */
const request = z.string().max(limit.openidRequestCharactersMax);

/** Where to send the browser, or what the person must do first. */
const authorization = z.strictObject({
  redirectTo: z.string().optional(),
  first: z.enum(['sign_in', 'second_factor', 'privacy_notice']).optional(),
  ticket: z.string().optional(),
  system: translatedName.optional(),
  loginHint: z.string().optional(),
  language: input.language.optional(),
});

const json = z.record(z.string(), z.unknown());

export const openidEndpoints = {
  openidConfiguration: {
    method: 'GET',
    path: '.well-known/openid-configuration',
    permission: 'public',
    summary: 'Read how systems sign people in here (OpenID Connect Discovery 1.0).',
    output: json,
    status: 200,
    errors: [],
  },
  oauthConfiguration: {
    method: 'GET',
    path: '.well-known/oauth-authorization-server',
    permission: 'public',
    summary: 'Read the same as OAuth metadata (RFC 8414).',
    output: json,
    status: 200,
    errors: [],
  },
  beginAuthorization: {
    method: 'POST',
    path: 'api/openid/authorize/begin',
    permission: 'public',
    summary: "For the page /authorize: check a system's request before anybody is signed in.",
    body: z.strictObject({ request }),
    output: authorization,
    status: 200,
    errors: ['unknown_system', 'redirect_uri_unknown'],
  },
  authorize: {
    method: 'POST',
    path: 'api/openid/authorize',
    permission: 'account.use',
    summary: 'For the page /authorize: sign the person in at the system that sent the request.',
    body: z.strictObject({ request, ticket: z.string().max(2_048).optional() }),
    output: authorization,
    status: 200,
    errors: ['unknown_system', 'redirect_uri_unknown'],
    beforeNotice: true,
    beforeFactor: true,
  },
  endSessionOnRequest: {
    method: 'POST',
    path: 'api/openid/end-session',
    permission: 'public',
    summary: 'For the page /end-session: end the session that the ID token of a system names.',
    body: z.strictObject({ request }),
    output: z.strictObject({
      done: z.boolean(),
      /** Whether it was the session of this browser. */
      here: z.boolean(),
      system: translatedName.optional(),
      redirectTo: z.string().optional(),
      language: input.language.optional(),
    }),
    status: 200,
    errors: ['unknown_system', 'redirect_uri_unknown'],
  },
  openidToken: {
    method: 'POST',
    path: openidPaths.token,
    permission: 'public',
    summary: 'For connected systems: exchange a code for tokens (RFC 6749).',
    body: z.object({
      ...authentication,
      grant_type: parameter,
      code: parameter,
      redirect_uri: parameter,
      code_verifier: parameter,
    }),
    output: z.strictObject({
      access_token: z.string(),
      token_type: z.literal('Bearer'),
      expires_in: z.number(),
      scope: z.string(),
      id_token: z.string(),
    }),
    status: 200,
    errors: [],
    protocol: true,
  },
  userinfo: {
    method: 'GET',
    path: openidPaths.userinfo,
    permission: 'public',
    summary: "For connected systems: read the person's current claims.",
    output: json,
    status: 200,
    errors: [],
    protocol: true,
  },
  userinfoByForm: {
    method: 'POST',
    path: openidPaths.userinfo,
    permission: 'public',
    summary: 'The same by POST (OpenID Connect Core 1.0, 5.3.1).',
    body: z.object({ access_token: parameter }),
    output: json,
    status: 200,
    errors: [],
    protocol: true,
  },
  pollSignals: {
    method: 'POST',
    path: openidPaths.signals,
    permission: 'public',
    summary: 'For connected systems: fetch and acknowledge Security Event Tokens (RFC 8936).',
    body: z.object({
      maxEvents: z.number().int().min(0).optional(),
      returnImmediately: z.boolean().optional(),
      ack: z.array(z.string()).max(limit.signalAcknowledgedMax).optional(),
      setErrs: z
        .record(z.string(), z.object({ err: z.string() }))
        .refine((errors) => Object.keys(errors).length <= limit.signalAcknowledgedMax)
        .optional(),
    }),
    output: z.strictObject({
      sets: z.record(z.string(), z.string()),
      moreAvailable: z.literal(true).optional(),
    }),
    status: 200,
    errors: [],
    protocol: true,
    protocolBody: 'json',
  },
  revokeToken: {
    method: 'POST',
    path: openidPaths.revoke,
    permission: 'public',
    summary: 'For connected systems: give an access token up (RFC 7009).',
    body: z.object({ ...authentication, token: parameter, token_type_hint: parameter }),
    output: z.strictObject({}),
    status: 200,
    errors: [],
    protocol: true,
  },
} as const satisfies Record<string, Endpoint>;
