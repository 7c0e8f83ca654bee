/** Asks Communication Services once what became of a mail; only what it says for certain is known. */
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import type { Settings } from '../settings.ts';
import { clientFor, messageOf, statusOf } from './client.ts';

/** `open`: not known (yet), whatever the reason. `busy`: the quota for questions is used up. */
export type MailOutcome = 'succeeded' | 'failed' | 'open' | 'busy';

const answered = z.object({ status: z.string() });

const outcomes: ReadonlyMap<string, MailOutcome> = new Map([
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** A question counts against the quota. An error or silence leaves the outcome open. */
export async function askOutcome(settings: Settings, operationId: string): Promise<MailOutcome> {
  let told = '';
  try {
    const client = await clientFor(settings, 'ask');
    // The library asks for an outcome only as the continuation of a sending.
    await client.beginSend(messageOf(settings, { to: '', subject: '', text: '', html: '' }), {
      resumeFrom: continuation(settings, operationId),
      abortSignal: AbortSignal.timeout(limit.mailOutcomeAnswerSeconds * 1_000),
      onResponse: ({ status, parsedBody }) => {
        if (status === 200) told = answered.safeParse(parsedBody).data?.status.toLowerCase() ?? '';
      },
    });
  } catch (error) {
    // A failed mail is an answer, though the library throws it.
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

/** The one that the library sends mails with. */
const apiVersion = '2025-09-01';
