/** Hands a mail to Communication Services: one request a mail, never a wait for its outcome. */
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';
import { clientFor, codeOf, messageOf, retryAfterOf, statusOf } from './client.ts';
import type { Mail } from './render.ts';

/** The mail service does not take mails now, whichever: nothing is wrong with this one. */
export type Refused = {
  /** The HTTP status; 0 where nobody answered. */
  status: number;
  /** What the service asks for. */
  retryAfterSeconds?: number | undefined;
};

/**
 * The service will never take this mail. Holds no address, unlike the library's error.
 * Source: Communication Services' error codes; 401, 403 and 404 are an operator's to set right.
 */
export class MailRejected extends Error {
  override name = 'MailRejected';
  readonly status: number;
  constructor(status: number) {
    super(`the mail service rejects the mail (${status})`);
    this.status = status;
  }
}

/** A token that the identity does not get is no answer of the mail service. */
function isRejection(error: unknown): boolean {
  const answered = error instanceof Error && error.name === 'RestError';
  return answered && rejections.has(statusOf(error)) && !ofOperators.test(codeOf(error));
}

const rejections: ReadonlySet<number> = new Set([400, 413, 422]);

/** A sender, domain or subscription that is not set up yet refuses every mail alike. */
const ofOperators = /sender|domain|subscription/i;

/**
 * @param operationId the same for every try of the mail, so that it goes out once
 * @returns undefined when the service has taken it
 * @throws MailRejected when it will never take it
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
    // The library goes on to ask for the outcome, which is not asked for here.
    if (accepted) return undefined;
    const status = statusOf(error);
    if (isRejection(error)) throw new MailRejected(status);
    return { status, retryAfterSeconds: retryAfterOf(error) };
  }
}
