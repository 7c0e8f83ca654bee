/** Reads the service-wide log, newest first: one storage request a page, whatever its age. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { dayMs, earlierBy, laterBy, minuteMs } from '../policy/time.ts';
import { monthsBetween, readJournal } from '../store/journal.ts';
import { logEvent } from '../store/log-event.ts';
import type { JournalRow } from '../store/rows.ts';

export type EventFilter = {
  from?: string | undefined;
  until?: string | undefined;
  organizationId?: string | undefined;
  subjectId?: string | undefined;
  kind?: string | undefined;
};

const position = z.strictObject({
  month: z.string().regex(/^\d{6}$/),
  next: z.string().optional(),
});

const defaultDays = 90;
/** The most that one storage request returns. */
const rowsPerPart = 1_000;

type Reader = { userId: string; organizationId: string };

/**
 * One page of one month; it may be short, or even empty, even if `next` follows.
 * @param reader records the query as an event, once, with its first page
 * @throws Refusal invalid_input for an invalid cursor or reversed times
 */
export async function readEvents(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  filter: EventFilter,
  page: { rows: number; cursor?: string | undefined },
  now: string,
  reader?: Reader,
) {
  const { from, until } = window(filter, now);
  const { auditMac } = await deps.keyring.load(now);
  const months = monthsBetween(from, until);
  const at =
    page.cursor === undefined ? { month: months[0] ?? '' } : readCursor(page.cursor, auditMac);
  const index = months.indexOf(at.month);
  if (index < 0) throw broken('query.cursor', 'must be the `next` of the previous page');
  const ask = { ...filter, from, until, rows: page.rows, next: at.next };
  const [{ entries, next }] = await Promise.all([
    readJournal(deps.store, at.month, ask),
    reader && page.cursor === undefined && recordReading(deps, filter, reader),
  ]);
  const older = months[index + 1];
  const goOn = next ? { month: at.month, next } : older ? { month: older } : undefined;
  const items = entries.filter((entry) => entry.state !== 'void').map(eventView);
  return { items, ...(goOn && { next: writeCursor(goOn, auditMac) }) };
}

/** Records the query, in ids and names of kinds only. */
async function recordReading(
  deps: Pick<Deps, 'store' | 'clock'>,
  filter: EventFilter,
  reader: Reader,
): Promise<void> {
  await logEvent(deps, {
    kind: 'audit_read',
    actorId: reader.userId,
    organizationId: reader.organizationId,
    data: { ...filter },
  });
}

export type EventView = ReturnType<typeof eventView>;

function eventView(entry: JournalRow) {
  const { eventId, at, kind, actorId, subjectId, subjectKind, organizationId, data } = entry;
  const settled = entry.state === 'done';
  return { eventId, at, kind, actorId, subjectId, subjectKind, organizationId, data, settled };
}

/**
 * As many events as fit into `auditExportSeconds` and `auditExportRowsMax`.
 * @returns the events, and `next`, the cursor of the following part, if there may be more
 */
export async function readManyEvents(
  deps: Pick<Deps, 'store' | 'keyring' | 'clock'>,
  filter: EventFilter,
  from: string | undefined,
  now: string,
): Promise<{ events: EventView[]; next?: string }> {
  const until = performance.now() + limit.auditExportSeconds * 1_000;
  const events: EventView[] = [];
  let cursor = from;
  do {
    const rows = Math.min(rowsPerPart, limit.auditExportRowsMax - events.length);
    const page = await readEvents(deps, filter, { rows, cursor }, now);
    events.push(...page.items);
    cursor = page.next;
  } while (cursor && events.length < limit.auditExportRowsMax && performance.now() < until);
  return { events, ...(cursor && { next: cursor }) };
}

function window(filter: EventFilter, now: string): { from: string; until: string } {
  const until = filter.until ?? laterBy(now, minuteMs);
  const from = filter.from ?? earlierBy(until, defaultDays * dayMs);
  if (from >= until) throw broken('query.from', 'must be before `until`');
  if (monthsBetween(from, until).length > limit.auditWindowMonthsMax)
    throw broken('query.from', `must be at most ${limit.auditWindowMonthsMax} months earlier`);
  return { from, until };
}

type Mac = (text: string) => string;

/** Signed, since storage trusts its part of the cursor: only cursors of the service pass. */
function writeCursor(at: z.infer<typeof position>, mac: Mac): string {
  const text = Buffer.from(JSON.stringify(at)).toString('base64url');
  return `${text}.${mac(`cursor ${text}`)}`;
}

function readCursor(cursor: string, mac: Mac): z.infer<typeof position> {
  const [text = '', ...given] = cursor.split('.');
  if (given.join('.') !== mac(`cursor ${text}`))
    throw broken('query.cursor', 'must be the `next` of the previous page');
  return position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
}

function broken(field: string, message: string): Refusal {
  return new Refusal('invalid_input', { faults: [{ field, message }] });
}
