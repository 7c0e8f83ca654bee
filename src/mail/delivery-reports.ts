/** Takes Event Grid's delivery reports: their validation handshake, and mails that bounced. */

import { z } from 'zod';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import type { ChangeDeps } from '../store/change.ts';
import { dayKey } from '../store/row-keys.ts';
import { type MailRow, mailRow } from '../store/rows.ts';
import { getRow, type Stored } from '../store/tables.ts';
import { recordOutcome } from './record-outcome.ts';

/** Source: the Event Grid schemas `SubscriptionValidationEvent`, `EmailDeliveryReportReceived`. */
const validation = z.object({ validationCode: z.string().max(200) });
const report = z.object({ messageId: z.uuid(), status: z.string() });

const validationType = 'Microsoft.EventGrid.SubscriptionValidationEvent';
const reportType = 'Microsoft.Communication.EmailDeliveryReportReceived';
const arrived: ReadonlySet<string> = new Set(['Delivered', 'Expanded']);

type GridEvent = { eventType: string; data: Record<string, unknown> };

/** @returns the answer to a handshake; reports about mails that are not ours change nothing */
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
  const row = await findMail(deps, messageId.toLowerCase(), now);
  const failed = !arrived.has(status);
  const known = failed ? 'failed' : 'succeeded';
  if (!row || row.state === 'failed' || row.state === known) return;
  await recordOutcome(deps, row, failed, now);
}

/** A mail lies under the day of its event: one request a day that it may have waited. */
async function findMail(
  deps: ChangeDeps,
  operationId: string,
  now: string,
): Promise<Stored<MailRow> | undefined> {
  const table = await deps.store.table('mails');
  for (let back = 0; back <= limit.mailOutcomeDays; back++) {
    const day = dayOf(earlierBy(now, back * dayMs));
    const row = await getRow(table, mailRow, dayKey(day, operationId));
    if (row) return row;
  }
  return undefined;
}
