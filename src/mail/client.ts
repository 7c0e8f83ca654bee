/** Opens the clients of Communication Services, and reads its errors without what they say of people. */
import type { EmailClient, EmailMessage } from '@azure/communication-email';
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';
import { credential } from '../store/credential.ts';
import { outgoing } from '../store/direct.ts';
import { hostsIn } from '../store/hosts.ts';
import type { Mail } from './render.ts';

type Use = 'send' | 'ask';

const clients = new WeakMap<Settings, Map<Use, Promise<EmailClient>>>();

/** Loaded when first needed: most instances never send. */
export function clientFor(settings: Settings, use: Use): Promise<EmailClient> {
  const known = clients.get(settings) ?? new Map<Use, Promise<EmailClient>>();
  clients.set(settings, known);
  const found = known.get(use);
  if (found) return found;
  const opening = open(settings, use);
  known.set(use, opening);
  opening.catch(() => known.delete(use));
  return opening;
}

/** Automatic e-mail says so: no out-of-office reply comes back (RFC 3834; the second for Exchange). */
const automatic = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
} as const;

export function messageOf(
  settings: Settings,
  { to, subject, text, html }: Mail & { to: string },
): EmailMessage {
  return {
    senderAddress: settings.MAIL_SENDER,
    recipients: { to: [{ address: to }] },
    content: { subject, plainText: text, html },
    headers: automatic,
    disableUserEngagementTracking: true,
  };
}

async function open(settings: Settings, use: Use): Promise<EmailClient> {
  const { EmailClient } = await import('@azure/communication-email');
  const { MAIL_CONNECTION, MAIL_ENDPOINT } = settings;
  const options = {
    ...outgoing(hostsIn(settings)).options,
    // The library would wait in silence; mails wait in storage instead.
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

/** @returns the HTTP status, or 0 where there was no answer */
export function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 0;
}

/** @returns the service's own name for the error, such as `DomainNotLinked`; empty where it has none */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return headerOf(error, 'x-ms-error-code') ?? (typeof code === 'string' ? code : '');
}

/** @returns the seconds that the service asks to wait, as a number or a date; undefined for none */
export function retryAfterOf(error: unknown): number | undefined {
  const text = headerOf(error, 'retry-after')?.trim() ?? '';
  const dated = Math.ceil((Date.parse(text) - Date.now()) / 1_000);
  const seconds = /^\d+$/.test(text) ? Number(text) : dated;
  return seconds > 0 ? Math.min(seconds, limit.mailRetrySecondsMax) : undefined;
}

type Answered = { response?: { headers?: { get(name: string): string | undefined } } };

function headerOf(error: unknown, name: string): string | undefined {
  return error instanceof Error ? (error as Answered).response?.headers?.get(name) : undefined;
}
