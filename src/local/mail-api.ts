/** Implements the e-mail API of Communication Services, as @azure/communication-email uses it. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json, type LocalAnswer } from './loopback-server.ts';
import { isSigned } from './mail-access.ts';
import type { Faults } from './mail-faults.ts';
import { type KeptMail, mailMessage, messageBytesMax, toKeptMail } from './mail-message.ts';
import type { Ask } from './mail-quota.ts';
import type { MailStore } from './mail-store.ts';
import type { LocalRequest } from './read-request.ts';

/** How long a sender should wait before it polls for the outcome. */
const askAgainSeconds = 1;

type Needs = { store: MailStore; faults: Faults; quota: Ask };

/** @returns a handler that returns undefined for other paths than the API's */
export function createMailApi(needs: Needs) {
  // Outcomes outlive their e-mails: the outcome of a deleted e-mail can still be read.
  const outcomes = new Map<string, KeptMail['status']>(
    needs.store.all().map((mail) => [mail.id, mail.status]),
  );
  return (request: LocalRequest): LocalAnswer | 'hang' | undefined => {
    const { pathname, searchParams } = request.url;
    const operation = /^\/emails\/operations\/([^/]+)$/.exec(pathname)?.[1];
    const kind = pathname === '/emails:send' ? 'send' : 'status';
    if (kind === 'status' && operation === undefined) return undefined;
    if (request.method !== (kind === 'send' ? 'POST' : 'GET'))
      return refusal(405, 'MethodNotAllowed', 'Use POST to send and GET to poll.');
    if (!searchParams.has('api-version'))
      return refusal(400, 'MissingApiVersionParameter', 'The api-version parameter is required.');
    if (!isSigned(request)) return refusal(401, 'Denied', 'Denied by the resource provider.');
    const fault = needs.faults.next(kind, request.body.toString());
    if (fault === 'hang') return 'hang';
    if (fault !== undefined) return trouble(fault.status, fault.retryAfterSeconds);
    const waitSeconds = needs.quota(kind);
    if (waitSeconds > 0) return trouble(429, waitSeconds);
    return operation === undefined
      ? send(request, outcomes, needs)
      : outcome(operation.toLowerCase(), outcomes);
  };
}

function send(
  request: LocalRequest,
  outcomes: Map<string, KeptMail['status']>,
  { store, faults }: Needs,
): LocalAnswer {
  const id = z.uuid().safeParse(request.headers['operation-id'] ?? randomUUID());
  if (!id.success) return refusal(400, 'BadRequest', 'Operation-Id must be a UUID.');
  if (request.body.length > messageBytesMax)
    return refusal(413, 'RequestEntityTooLarge', 'An e-mail has at most 10 MB.');
  const message = mailMessage.safeParse(parseJson(request.body));
  if (!message.success) return refusal(400, 'BadRequest', z.prettifyError(message.error));
  const operationId = id.data.toLowerCase();
  if (!outcomes.has(operationId)) {
    const mail = toKeptMail(operationId, message.data, faults.bounces);
    outcomes.set(operationId, mail.status);
    store.add(mail);
  }
  const version = request.url.searchParams.get('api-version') ?? '';
  return json(
    202,
    { id: operationId, status: 'Running', error: null },
    {
      'operation-location': `${request.url.origin}/emails/operations/${operationId}?api-version=${encodeURIComponent(version)}`,
      'retry-after': String(askAgainSeconds),
    },
  );
}

function outcome(id: string, outcomes: Map<string, KeptMail['status']>): LocalAnswer {
  const status = outcomes.get(id);
  if (status === undefined) return refusal(404, 'NotFound', `There is no operation ${id}.`);
  const error =
    status === 'Failed'
      ? { code: 'EmailDropped', message: 'The message could not be delivered to its recipient.' }
      : null;
  return json(200, { id, status, error });
}

function trouble(status: number, retryAfterSeconds?: number): LocalAnswer {
  const code = status === 429 ? 'TooManyRequests' : 'ServiceFault';
  const answered = refusal(status, code, `The request was refused with ${status}.`);
  if (retryAfterSeconds === undefined) return answered;
  return {
    ...answered,
    headers: { ...answered.headers, 'retry-after': String(retryAfterSeconds) },
  };
}

const refusal = (status: number, code: string, message: string): LocalAnswer =>
  json(status, { error: { code, message } }, { 'x-ms-error-code': code });

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
