/** The one format of every error: RFC 9457 problem details with a code and no internal detail. */
import type { SecondStep } from '../policy/factor-kinds.ts';
import { type ClosedLink, linkMessages } from '../policy/link-states.ts';
import { type Fault, type ProblemCode, problems } from '../policy/problems.ts';

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  requestId: string;
  faults?: readonly Fault[];
  secondFactor?: SecondStep;
  resetToken?: string;
  link?: ClosedLink;
};

/** Browsers must not sniff, embed or cache API responses. */
export const answerHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

export function problemResponse(
  code: ProblemCode,
  requestId: string,
  more: {
    faults?: readonly Fault[];
    retryAfterSeconds?: number | undefined;
    allow?: string;
    secondFactor?: SecondStep | undefined;
    resetToken?: string | undefined;
    link?: ClosedLink | undefined;
  } = {},
): Response {
  const { status, message } = problems[code];
  const body: ProblemBody = {
    type: `urn:problem:${code}`,
    title: more.link ? linkMessages[more.link.state] : message,
    status,
    code,
    requestId,
    ...(more.faults?.length && { faults: more.faults }),
    ...(more.secondFactor && { secondFactor: more.secondFactor }),
    ...(more.resetToken !== undefined && { resetToken: more.resetToken }),
    ...(more.link && { link: more.link }),
  };
  const headers = new Headers({ ...answerHeaders, 'content-type': 'application/problem+json' });
  headers.set('x-request-id', requestId);
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  if (more.allow) headers.set('allow', more.allow);
  if (more.retryAfterSeconds !== undefined)
    headers.set('retry-after', String(more.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status, headers });
}
