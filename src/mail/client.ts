/** Hands a mail to Communication Services: one request a mail, never a wait for its outcome. */
import type { EmailClient } from '@azure/communication-email';
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';
import { credential } from '../store/credential.ts';
import { directly } from '../store/direct.ts';
import type { Mail } from './render.ts';

export type SendOutcome = { accepted: true } | { accepted: false; retryAfterSeconds: number };

/** The service refused or could not be reached; holds no address, unlike the library's error. */
export class MailError extends Error {
  override name = 'MailError';
  readonly status: number;
  constructor(reason: string, status: number) {
    super(`the mail service failed: ${reason} (${status})`);
    this.status = status;
  }
}

type Use = 'send' | 'ask';

const clients = new WeakMap<Settings, Map<Use, Promise<EmailClient>>>();

/**
 * @param operationId the same for every try of the mail, so that it goes out once
 * @returns whether the service took it, or the seconds after which to try again (429)
 * @throws MailError for any other refusal
 */
export async function sendThroughService(
  settings: Settings,
  mail: Mail & { to: string },
  operationId: string,
): Promise<SendOutcome> {
  const client = await clientFor(settings, 'send');
  let accepted = false;
  try {
    await client.beginSend(messageOf(settings, mail), {
      operationId,
      abortSignal: AbortSignal.timeout(limit.mailAnswerSeconds * 1_000),
      onResponse: ({ status }) => {
        accepted ||= status >= 200 && status < 300;
      },
    });
    return { accepted: true };
  } catch (error) {
    // The library goes on to ask for the outcome, which is not asked for here.
    if (accepted) return { accepted: true };
    const status = statusOf(error);
    if (status === 429) return { accepted: false, retryAfterSeconds: retryAfterOf(error) };
    throw new MailError(error instanceof Error ? error.name : 'unknown', status);
  }
}

function messageOf(settings: Settings, { to, subject, text, html }: Mail & { to: string }) {
  return {
    senderAddress: settings.MAIL_SENDER,
    recipients: { to: [{ address: to }] },
    content: { subject, plainText: text, html },
    disableUserEngagementTracking: true,
  };
}

export type MailOutcome = 'running' | 'succeeded' | 'failed' | 'unknown';

const answered = z.object({ status: z.string() });

/**
 * Asks once what became of a mail; a question counts against the quota.
 * @returns `unknown` when the service knows no such mail, or the seconds after which to ask (429)
 * @throws MailError for any other refusal
 */
export async function askOutcome(
  settings: Settings,
  operationId: string,
): Promise<MailOutcome | { retryAfterSeconds: number }> {
  const client = await clientFor(settings, 'ask');
  let status: string | undefined;
  try {
    // The library asks for an outcome only as the continuation of a sending.
    await client.beginSend(messageOf(settings, { to: '', subject: '', text: '', html: '' }), {
      resumeFrom: continuation(settings, operationId),
      abortSignal: AbortSignal.timeout(limit.mailAnswerSeconds * 1_000),
      onResponse: ({ parsedBody }) => {
        status = answered.safeParse(parsedBody).data?.status.toLowerCase();
      },
    });
  } catch (error) {
    const code = statusOf(error);
    if (code === 429) return { retryAfterSeconds: retryAfterOf(error) };
    if (code === 404) return 'unknown';
    // A failed mail is an answer, though the library throws it.
    if (status === undefined)
      throw new MailError(error instanceof Error ? error.name : 'unknown', code);
  }
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'running';
}

function continuation(settings: Settings, operationId: string): string {
  const endpoint =
    settings.MAIL_ENDPOINT ?? /endpoint=([^;]+)/.exec(settings.MAIL_CONNECTION ?? '')?.[1] ?? '';
  const base = endpoint.replace(/\/+$/, '');
  const operationLocation = `${base}/emails/operations/${operationId}?api-version=${apiVersion}`;
  const config = { operationLocation, metadata: { mode: 'OperationLocation' } };
  return JSON.stringify({ state: { status: 'running', config } });
}

/** The one that the library sends mails with. */
const apiVersion = '2025-09-01';

function clientFor(settings: Settings, use: Use): Promise<EmailClient> {
  const known = clients.get(settings) ?? new Map<Use, Promise<EmailClient>>();
  clients.set(settings, known);
  const found = known.get(use);
  if (found) return found;
  const opening = open(settings, use);
  known.set(use, opening);
  opening.catch(() => known.delete(use));
  return opening;
}

/** Loaded when first needed: most instances never send. */
async function open(settings: Settings, use: Use): Promise<EmailClient> {
  const { EmailClient } = await import('@azure/communication-email');
  const { MAIL_CONNECTION, MAIL_ENDPOINT } = settings;
  const options = {
    ...directly,
    // The library would wait in silence; the queue waits instead.
    retryOptions: { maxRetries: 0 },
    additionalPolicies:
      use === 'send' ? [{ policy: noQuestions, position: 'perCall' as const }] : [],
  };
  if (MAIL_CONNECTION)
    return new EmailClient(MAIL_CONNECTION, { ...options, allowInsecureConnection: true });
  return new EmailClient(MAIL_ENDPOINT ?? '', await credential(settings), options);
}

/** Questions for the outcome count against the quota, and the library asks one after each send. */
const noQuestions = {
  name: 'noQuestions',
  sendRequest<Request extends { method: string }, Response>(
    request: Request,
    next: (request: Request) => Promise<Response>,
  ): Promise<Response> {
    if (request.method === 'GET')
      return Promise.reject(new Error('the outcome is asked for later'));
    return next(request);
  },
};

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 0;
}

function retryAfterOf(error: unknown): number {
  const text = headerOf(error, 'retry-after') ?? '';
  const dated = Math.ceil((Date.parse(text) - Date.now()) / 1_000);
  const seconds = /^\d+$/.test(text) ? Number(text) : dated;
  if (!(seconds > 0)) return limit.mailRetrySecondsDefault;
  return Math.min(seconds, limit.mailRetrySecondsMax);
}

type Answered = { response?: { headers?: { get(name: string): string | undefined } } };

function headerOf(error: unknown, name: string): string | undefined {
  return error instanceof Error ? (error as Answered).response?.headers?.get(name) : undefined;
}
