/** Hands an e-mail to Communication Services: one request, without waiting for the outcome. */
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';
import { clientFor, codeOf, messageOf, retryAfterOf, statusOf } from './client.ts';
import type { Mail } from './render.ts';

/** The mail service accepts no e-mails now; the fault is not with this one. */
export type Refused = {
  /** The HTTP status; 0 if there was no response. */
  status: number;
  /** How long the service asks to wait. */
  retryAfterSeconds?: number | undefined;
};

/**
 * The service will never accept this e-mail. Unlike the library's error, contains no address.
 * Source: Communication Services' error codes; operators must fix 401, 403 and 404.
 */
export class MailRejected extends Error {
  override name = 'MailRejected';
  readonly status: number;
  constructor(status: number) {
    super(`the mail service rejects the e-mail (${status})`);
    this.status = status;
  }
}

/** Failing to get an access token is not a response from the mail service. */
function isRejection(error: unknown): boolean {
  const answered = error instanceof Error && error.name === 'RestError';
  return answered && rejections.has(statusOf(error)) && !ofOperators.test(codeOf(error));
}

const rejections: ReadonlySet<number> = new Set([400, 413, 422]);

/** A missing sender, domain or subscription affects all e-mails alike. */
const ofOperators = /sender|domain|subscription/i;

/**
 * @param operationId the same for every attempt, so that the e-mail is sent once
 * @returns undefined when the service has accepted it
 * @throws MailRejected when the service will never accept it
 */
export async function handOver(
  settings: Settings,
  mail: Mail & { to: string },
  operationId: string,
): Promise<Refused | undefined> {
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
    return undefined;
  } catch (error) {
    // The library continues by querying the outcome, which is not wanted here.
    if (accepted) return undefined;
    const status = statusOf(error);
    if (isRejection(error)) throw new MailRejected(status);
    return { status, retryAfterSeconds: retryAfterOf(error) };
  }
}
