/** Exports events as CSV or JSON lines; the export itself is an event. */
import type { Deps } from '../deps.ts';
import { logEvent } from '../store/log-event.ts';
import { type EventFilter, type EventView, readAllEvents } from './read-events.ts';

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

/** @returns the text; the journal records who exported how many events */
export async function exportEvents(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  filter: EventFilter,
  format: 'csv' | 'jsonl',
  actor: { userId: string; organizationId: string },
  now: string,
): Promise<string> {
  const events = await readAllEvents(deps, filter, now);
  await logEvent(deps, {
    kind: 'audit_exported',
    actorId: actor.userId,
    organizationId: actor.organizationId,
    data: { format, events: events.length },
  });
  return format === 'jsonl'
    ? events.map((event) => `${JSON.stringify(event)}\n`).join('')
    : [columns.join(','), ...events.map(csvLine)].map((line) => `${line}\r\n`).join('');
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
