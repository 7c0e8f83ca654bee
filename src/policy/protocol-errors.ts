/** The errors of OAuth and OpenID Connect: code, status and what to do, in the standards' words. */

/** Returned by endpoints that other systems call (RFC 6749, 5.2; RFC 6750, 3.1; RFC 7009, 2.2.1). */
export const protocolErrors = {
  invalid_request: { status: 400, means: 'A parameter is missing, repeated or malformed.' },
  invalid_client: { status: 401, means: 'The system is unknown, or did not prove its identity.' },
  invalid_grant: {
    status: 400,
    means: 'The code is unknown, used, expired, or belongs to another request or system.',
  },
  unsupported_grant_type: { status: 400, means: 'Use the grant type authorization_code.' },
  invalid_token: { status: 401, means: 'The access token is unknown, expired or revoked.' },
  temporarily_unavailable: { status: 503, means: 'The service is busy. Try again in a moment.' },
  server_error: { status: 500, means: 'Something went wrong on our side.' },
} as const;

export type ProtocolCode = keyof typeof protocolErrors;

/** Sent back to the system's redirect URI (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
export const redirectedErrors = [
  'invalid_request',
  'unsupported_response_type',
  'invalid_scope',
  'access_denied',
  'login_required',
  'interaction_required',
  'request_not_supported',
  'request_uri_not_supported',
  'registration_not_supported',
] as const;
export type RedirectedError = (typeof redirectedErrors)[number];

/** A refusal in a standard's format. Carries codes and names of parameters, never their values. */
export class ProtocolError extends Error {
  override name = 'ProtocolError';
  readonly code: ProtocolCode;
  /** More precise than the code's own text. */
  readonly description: string | undefined;
  /** Nothing was presented at all: the challenge then names no error (RFC 6750, 3.1). */
  readonly isBare: boolean;

  constructor(code: ProtocolCode, description?: string, isBare = false) {
    super(code);
    this.code = code;
    this.description = description;
    this.isBare = isBare;
  }
}
