/** Hands a mail to Communication Services: one request a mail, never a wait for its outcome. */
import type { EmailClient } from '@azure/communication-email';
import type { Settings } from '../settings.ts';
import type { Mail } from './render.ts';

/** The mail service answers within a second or two; a hanging one must not hold the queue up. */
const answerWithinMs = 30_000;
/** The wait when the service asks for one without saying how long. */
const retryAfterSecondsDefault = 60;
/** A longer wait is asked for in parts. */
const retryAfterSecondsMax = 3_600;

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

const clients = new WeakMap<Settings, Promise<EmailClient>>();

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
  const client = await clientFor(settings);
  let accepted = false;
  try {
    await client.beginSend(messageOf(settings, mail), {
      operationId,
      abortSignal: AbortSignal.timeout(answerWithinMs),
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

function clientFor(settings: Settings): Promise<EmailClient> {
  const found = clients.get(settings);
  if (found) return found;
  const opening = open(settings);
  clients.set(settings, opening);
  opening.catch(() => clients.delete(settings));
  return opening;
}

/** Loaded when first needed: most instances never send. */
async function open(settings: Settings): Promise<EmailClient> {
  const { EmailClient } = await import('@azure/communication-email');
  const { MAIL_CONNECTION, MAIL_ENDPOINT, AzureWebJobsStorage__clientId: clientId } = settings;
  const options = {
    // The library would wait in silence; the queue waits instead.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: noQuestions, position: 'perCall' as const }],
  };
  if (MAIL_CONNECTION)
    return new EmailClient(MAIL_CONNECTION, { ...options, allowInsecureConnection: true });
  const { DefaultAzureCredential } = await import('@azure/identity');
  const identity = new DefaultAzureCredential(
    clientId ? { managedIdentityClientId: clientId } : {},
  );
  return new EmailClient(MAIL_ENDPOINT ?? '', identity, options);
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
  if (!(seconds > 0)) return retryAfterSecondsDefault;
  return Math.min(seconds, retryAfterSecondsMax);
}

type Answered = { response?: { headers?: { get(name: string): string | undefined } } };

function headerOf(error: unknown, name: string): string | undefined {
  return error instanceof Error ? (error as Answered).response?.headers?.get(name) : undefined;
}
