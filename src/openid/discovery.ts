/** Discovery (OpenID Connect Discovery 1.0, RFC 8414): exactly what works here. */

import { languages } from '../policy/languages.ts';
import {
  acrValues,
  authenticationMethods,
  openidPaths,
  scopeClaims,
  scopes,
  signingAlgorithms,
} from '../policy/openid.ts';

const sessionClaims = ['iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'sid'];

/** @param issuer the URL of the service, which is the issuer */
export function discovery(issuer: string): Record<string, unknown> {
  const at = (name: keyof typeof openidPaths) => `${issuer}/${openidPaths[name]}`;
  const authentication = {
    methods: [...authenticationMethods],
    algorithms: [...signingAlgorithms],
  };
  return {
    issuer,
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    userinfo_endpoint: at('userinfo'),
    revocation_endpoint: at('revoke'),
    end_session_endpoint: at('endSession'),
    jwks_uri: at('jwks'),
    scopes_supported: scopes,
    claims_supported: [...new Set(Object.values(scopeClaims).flat()), ...sessionClaims],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...signingAlgorithms],
    token_endpoint_auth_methods_supported: authentication.methods,
    token_endpoint_auth_signing_alg_values_supported: authentication.algorithms,
    revocation_endpoint_auth_methods_supported: authentication.methods,
    revocation_endpoint_auth_signing_alg_values_supported: authentication.algorithms,
    code_challenge_methods_supported: ['S256'],
    acr_values_supported: [...acrValues],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    ui_locales_supported: [...languages],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  };
}
