/** Exports events as CSV or JSON lines, in parts; each part of an export is itself an event. */
import type { Deps } from '../deps.ts';
import { logEvent } from '../store/log-event.ts';
import { type EventFilter, type EventView, readManyEvents } from './read-events.ts';

const columns = [
  'eventId',
  'at',
  'kind',
  'actorId',
  'subjectId',
  'subjectKind',
  'organizationId',
  'data',
  'settled',
] as const satisfies readonly (keyof EventView)[];

/**
 * @param cursor the `next` of the previous part; only the first part has the column names
 * @returns the text, and `next` if there may be more; the journal records who exported how many
 */
export async function exportEvents(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  filter: EventFilter,
  format: 'csv' | 'jsonl',
  actor: { userId: string; organizationId: string },
  now: string,
  cursor?: string,
): Promise<{ text: string; next?: string }> {
  const { events, ...more } = await readManyEvents(deps, filter, cursor, now);
  await logEvent(deps, {
    kind: 'audit_exported',
    actorId: actor.userId,
    organizationId: actor.organizationId,
    data: { format, events: events.length },
  });
  if (format === 'jsonl')
    return { text: events.map((event) => `${JSON.stringify(event)}\n`).join(''), ...more };
  const lines = [...(cursor ? [] : [columns.join(',')]), ...events.map(csvLine)];
  return { text: lines.map((line) => `${line}\r\n`).join(''), ...more };
}

function csvLine(event: EventView): string {
  return columns.map((column) => csvCell(event[column])).join(',');
}

/** RFC 4180; a cell that a spreadsheet would read as a formula is turned into text. */
export function csvCell(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
