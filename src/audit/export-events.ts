/** Exports events as CSV or JSON lines, in parts; each part of an export is itself an event. */
import type { Deps } from '../deps.ts';
import { csvLine } from '../policy/csv-text.ts';
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
  const lines = events.map((event) => csvLine(columns.map((column) => event[column])));
  return { text: [...(cursor ? [] : [csvLine(columns)]), ...lines].join(''), ...more };
}
