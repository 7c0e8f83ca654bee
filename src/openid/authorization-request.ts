/**
 * Reads an authorization request. Only a registered address of an active system ever receives an
 * error; any other fault is shown on our own page (RFC 6749, 4.1.2.1).
 */
import type { Deps } from '../deps.ts';
import type { Language } from '../policy/languages.ts';
import { type Acr, acrValues } from '../policy/openid.ts';
import { Refusal } from '../policy/problems.ts';
import type { RedirectedError } from '../policy/protocol-errors.ts';
import { loadSystem, type System } from '../store/systems.ts';
import { scopesIn } from './claims.ts';
import { languageAsked, type Parameters, readParameters, withParameters } from './parameters.ts';
import { readHint } from './tokens.ts';

export type AuthorizationRequest = {
  system: System;
  redirectUri: string;
  scope: string;
  nonce: string | undefined;
  /** PKCE's S256 challenge. */
  challenge: string | undefined;
  prompt: 'none' | 'login' | undefined;
  /** Seconds since the person last proved their identity, at most. */
  maxAge: number | undefined;
  acr: Acr | undefined;
  /** The person whom the system expects. */
  expects: string | undefined;
  loginHint: string | undefined;
  language: Language | undefined;
  /** @returns the address that takes the response to the system (RFC 9207: with the issuer) */
  respond(parameters: Record<string, string>): string;
  refuse(error: RedirectedError, description: string): string;
};

type Rejected = { redirectTo: string };

/**
 * One storage request.
 * @param text the parameters, from the query or a form
 * @returns the request, or where to send the person with an error for the system
 * @throws Refusal unknown_system, redirect_uri_unknown
 */
export async function readAuthorizationRequest(
  deps: Pick<Deps, 'store' | 'settings' | 'keyring'>,
  text: string,
  now: string,
): Promise<AuthorizationRequest | Rejected> {
  const given = readParameters(text);
  const system = await activeSystem(deps, given.get('client_id'));
  const redirectUri = given.get('redirect_uri') ?? '';
  if (!system.row.redirectUris.includes(redirectUri)) throw new Refusal('redirect_uri_unknown');
  const state = given.get('state');
  const respond = (parameters: Record<string, string>) =>
    withParameters(redirectUri, { ...parameters, state, iss: deps.settings.PUBLIC_URL });
  const refuse = (error: RedirectedError, description: string) =>
    respond({ error, error_description: description });
  const fault = faultIn(given, system);
  if (fault) return { redirectTo: refuse(...fault) };
  const hint = given.get('id_token_hint');
  const expects = hint && readHint(deps.settings, await deps.keyring.load(now), hint)?.sub;
  if (hint && !expects)
    return {
      redirectTo: refuse('invalid_request', 'id_token_hint is not a token of this service'),
    };
  return { ...read(given), system, redirectUri, expects, respond, refuse };
}

/** @throws Refusal unknown_system */
export async function activeSystem(
  { store }: Pick<Deps, 'store'>,
  systemId: string | undefined,
): Promise<System> {
  const named = systemId !== undefined && uuid.test(systemId);
  const system = named ? await loadSystem(store, systemId) : undefined;
  if (!system || system.row.disabledAt) throw new Refusal('unknown_system');
  return system;
}

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Fault = [RedirectedError, string];

function faultIn(given: Parameters, { row }: System): Fault | undefined {
  const [repeated] = given.repeated;
  if (repeated !== undefined) return ['invalid_request', 'a parameter occurs more than once'];
  for (const name of ['request', 'request_uri', 'registration'] as const)
    if (given.get(name)) return [`${name}_not_supported`, `${name} is not supported`];
  const type = given.get('response_type');
  if (!type) return ['invalid_request', 'response_type is missing'];
  if (type !== 'code') return ['unsupported_response_type', 'use response_type=code'];
  if ((given.get('response_mode') ?? 'query') !== 'query')
    return ['invalid_request', 'use response_mode=query'];
  const scope = given.get('scope') ?? '';
  if (!/^[!-~]*( [!-~]+)*$/.test(scope)) return ['invalid_scope', 'scope is malformed'];
  if (!scopesIn(scope).includes('openid')) return ['invalid_request', 'scope must contain openid'];
  if (!/^\d{1,10}$/.test(given.get('max_age') ?? '0'))
    return ['invalid_request', 'max_age must be a number of seconds'];
  return promptFault(given.get('prompt')) ?? pkceFault(given, row.pkceRequired);
}

const prompts = ['none', 'login', 'consent', 'select_account'];

function promptFault(prompt: string | undefined): Fault | undefined {
  const values = [...new Set(prompt?.split(' '))];
  if (!values.every((value) => prompts.includes(value)))
    return ['invalid_request', 'prompt has an unknown value'];
  if (values.includes('none') && values.length > 1)
    return ['invalid_request', 'prompt=none cannot be combined'];
  return undefined;
}

/** RFC 7636, 4.3; the method `plain` protects nobody (RFC 9700, 2.1.1). */
function pkceFault(given: Parameters, required: boolean): Fault | undefined {
  const challenge = given.get('code_challenge');
  const method = given.get('code_challenge_method');
  if (!challenge && method) return ['invalid_request', 'code_challenge is missing'];
  if (!challenge) return required ? ['invalid_request', 'code_challenge is missing'] : undefined;
  if (method !== 'S256') return ['invalid_request', 'use code_challenge_method=S256'];
  if (!/^[\w-]{43}$/.test(challenge)) return ['invalid_request', 'code_challenge is malformed'];
  return undefined;
}

/** Choosing an account means signing in again; consent is given by the service's rules. */
function read(given: Parameters) {
  const values = given.get('prompt')?.split(' ') ?? [];
  const again = values.includes('login') || values.includes('select_account');
  const maxAge = given.get('max_age');
  const wanted = given.get('acr_values')?.split(' ') ?? [];
  return {
    scope: scopesIn(given.get('scope') ?? '').join(' '),
    nonce: given.get('nonce'),
    challenge: given.get('code_challenge'),
    prompt: values.includes('none') ? ('none' as const) : again ? ('login' as const) : undefined,
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    acr: wanted.flatMap((value) => acrValues.filter((known) => known === value))[0],
    loginHint: given.get('login_hint'),
    language: languageAsked(given),
  };
}
