/** Asks Communication Services once for the outcome of an e-mail; only a clear answer counts. */
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';
import { clientFor, messageOf, statusOf } from './client.ts';

/** `open`: not known (yet), for any reason. `busy`: the quota for status queries is used up. */
export type MailOutcome = 'succeeded' | 'failed' | 'open' | 'busy';

const answered = z.object({ status: z.string() });

const outcomes: ReadonlyMap<string, MailOutcome> = new Map([
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** A status query counts against the quota. After an error or no response the outcome is open. */
export async function askOutcome(settings: Settings, operationId: string): Promise<MailOutcome> {
  let told = '';
  try {
    const client = await clientFor(settings, 'ask');
    // The library offers status queries only as the continuation of a send operation.
    await client.beginSend(messageOf(settings, { to: '', subject: '', text: '', html: '' }), {
      resumeFrom: continuation(settings, operationId),
      abortSignal: AbortSignal.timeout(limit.mailOutcomeAnswerSeconds * 1_000),
      onResponse: ({ status, parsedBody }) => {
        if (status === 200) told = answered.safeParse(parsedBody).data?.status.toLowerCase() ?? '';
      },
    });
  } catch (error) {
    // A failed e-mail is a valid answer, although the library throws it.
    if (statusOf(error) === 429) return 'busy';
  }
  return outcomes.get(told) ?? 'open';
}

function continuation(settings: Settings, operationId: string): string {
  const endpoint =
    settings.MAIL_ENDPOINT ?? /endpoint=([^;]+)/.exec(settings.MAIL_CONNECTION ?? '')?.[1] ?? '';
  const base = endpoint.replace(/\/+$/, '');
  const operationLocation = `${base}/emails/operations/${operationId}?api-version=${apiVersion}`;
  const config = { operationLocation, metadata: { mode: 'OperationLocation' } };
  return JSON.stringify({ state: { status: 'running', config } });
}

/** The API version with which the library sends e-mails. */
const apiVersion = '2025-09-01';
