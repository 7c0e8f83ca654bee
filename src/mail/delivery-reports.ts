/** Receives Event Grid's delivery reports: the validation handshake, and e-mails that bounced. */

import { z } from 'zod';
import type { ChangeDeps } from '../store/change.ts';
import { findMail } from '../store/mails.ts';
import { recordOutcome } from './record-outcome.ts';

/** Source: the Event Grid schemas `SubscriptionValidationEvent`, `EmailDeliveryReportReceived`. */
const validation = z.object({ validationCode: z.string().max(200) });
const report = z.object({ messageId: z.uuid(), status: z.string() });

const validationType = 'Microsoft.EventGrid.SubscriptionValidationEvent';
const reportType = 'Microsoft.Communication.EmailDeliveryReportReceived';
const arrived: ReadonlySet<string> = new Set(['Delivered', 'Expanded']);

type GridEvent = { eventType: string; data: Record<string, unknown> };

/** @returns the response to a handshake; reports about e-mails that are not ours change nothing */
export async function takeReports(
  deps: ChangeDeps,
  events: readonly GridEvent[],
  now: string,
): Promise<{ validationResponse?: string }> {
  for (const { eventType, data } of events) {
    if (eventType === validationType) {
      const asked = validation.safeParse(data);
      if (asked.success) return { validationResponse: asked.data.validationCode };
    }
    const told = eventType === reportType ? report.safeParse(data) : undefined;
    if (told?.success) await take(deps, told.data, now);
  }
  return {};
}

async function take(deps: ChangeDeps, { messageId, status }: z.infer<typeof report>, now: string) {
  const mail = await findMail(deps.store, messageId.toLowerCase(), now);
  const failed = !arrived.has(status);
  const known = failed ? 'failed' : 'succeeded';
  if (!mail || mail.row.state === 'failed' || mail.row.state === known) return;
  await recordOutcome(deps, mail, failed, now);
}
