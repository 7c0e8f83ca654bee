/** Errors of the endpoints that other systems call, in the form of OAuth (RFC 6749, RFC 6750). */
import { type ProblemCode, problems } from '../policy/problems.ts';
import { type ProtocolCode, protocolErrors } from '../policy/protocol-errors.ts';
import { answerHeaders } from './problem.ts';

/**
 * @param scheme by which the caller must prove its identity
 * @param isBare whether the challenge names no error
 */
export function protocolResponse(
  code: ProtocolCode,
  requestId: string,
  { description, scheme, isBare }: More,
): Response {
  const { status, means } = protocolErrors[code];
  const headers = new Headers({
    ...answerHeaders,
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': requestId,
    ...(status === 503 && { 'retry-after': '2' }),
  });
  const error = scheme === 'Basic' ? ' realm="token"' : isBare ? '' : ` error="${code}"`;
  if (status === 401) headers.set('www-authenticate', `${scheme}${error}`);
  const body = { error: code, error_description: description ?? means };
  return new Response(JSON.stringify(body), { status, headers });
}

type More = {
  description?: string | undefined;
  scheme: 'Basic' | 'Bearer';
  isBare?: boolean;
};

/** @returns what the same refusal is called in the protocol */
export function protocolCodeOf(code: ProblemCode): ProtocolCode {
  const { status } = problems[code];
  if (status === 500) return 'server_error';
  return status === 503 || status === 409 || status === 429
    ? 'temporarily_unavailable'
    : 'invalid_request';
}
