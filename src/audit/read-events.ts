/** Reads the service-wide log, newest first; a page that has a next one is full. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { unknownPlace } from '../policy/cursor.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { dayMs, earlierBy, laterBy, minuteMs } from '../policy/time.ts';
import { eventsHappened } from '../store/events.ts';
import { inParallel } from '../store/in-parallel.ts';
import { type JournalAsk, monthsBetween, readJournal } from '../store/journal.ts';
import { logEvent } from '../store/log-event.ts';
import type { JournalRow } from '../store/rows/event.ts';

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
type Position = z.infer<typeof position>;

const defaultDays = 90;
/** The most that one storage request returns. */
const rowsPerPart = 1_000;
const atOnceMax = 8;

type Reader = { userId: string; organizationId: string };

/**
 * One storage request for each month read, one to see whether more events follow, and one for each
 * person or other subject with a change not settled yet. A page is short, though `next` follows, only if reading took
 * `auditPageSeconds`.
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
  const start =
    page.cursor === undefined ? { month: months[0] ?? '' } : readCursor(page.cursor, auditMac);
  if (!months.includes(start.month)) throw unknownPlace('query.cursor');
  const ask = { ...filter, from, until };
  const [{ entries, next }] = await Promise.all([
    readFull(deps, months, start, { ...ask, rows: page.rows }),
    reader && page.cursor === undefined && recordReading(deps, filter, reader),
  ]);
  const happened = await whichHappened(deps, entries);
  const items = entries.map((entry) => eventView(entry, happened.has(entry.eventId)));
  return { items, ...(next && { next: writeCursor(next, auditMac) }) };
}

/** Reads on through short parts and older months, so that no page but the last is short. */
async function readFull(
  { store }: Pick<Deps, 'store'>,
  months: readonly string[],
  start: Position,
  ask: JournalAsk,
): Promise<{ entries: JournalRow[]; next: Position | undefined }> {
  const deadline = performance.now() + limit.auditPageSeconds * 1_000;
  const entries: JournalRow[] = [];
  let at: Position | undefined = start;
  while (at && performance.now() < deadline) {
    const missing = ask.rows - entries.length;
    // After a full page, one event more shows that the next page is not empty.
    const rows = Math.max(1, missing);
    const part = await readJournal(store, at.month, { ...ask, rows, next: at.next });
    const found = part.entries.filter(({ state }) => state !== 'void');
    if (missing <= 0 && found.length > 0) break;
    entries.push(...found);
    at = following(months, at.month, part.next);
  }
  return { entries, next: at };
}

function following(
  months: readonly string[],
  month: string,
  next: string | undefined,
): Position | undefined {
  if (next) return { month, next };
  const older = months[months.indexOf(month) + 1];
  return older === undefined ? undefined : { month: older };
}

/** @returns the ids of the events whose change is certain, even if repair has yet to settle it */
async function whichHappened(
  { store }: Pick<Deps, 'store'>,
  entries: readonly JournalRow[],
): Promise<ReadonlySet<string>> {
  const isDone = ({ state }: JournalRow) => state === 'done';
  const happened = new Set(entries.filter(isDone).map(({ eventId }) => eventId));
  const pending = Map.groupBy(
    entries.filter((entry) => !isDone(entry)),
    ({ subjectKind, subjectId }) => `${subjectKind} ${subjectId}`,
  );
  await inParallel([...pending.values()], atOnceMax, async (ofOne) => {
    for (const eventId of await eventsHappened(store, ofOne)) happened.add(eventId);
  });
  return happened;
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

function eventView(entry: JournalRow, settled: boolean) {
  const { eventId, at, kind, actorId, subjectId, subjectKind, organizationId, data } = entry;
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
function writeCursor(at: Position, mac: Mac): string {
  const text = Buffer.from(JSON.stringify(at)).toString('base64url');
  return `${text}.${mac(`cursor ${text}`)}`;
}

function readCursor(cursor: string, mac: Mac): Position {
  const [text = '', ...given] = cursor.split('.');
  if (given.join('.') !== mac(`cursor ${text}`)) throw unknownPlace('query.cursor');
  return position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
}

function broken(field: string, message: string): Refusal {
  return new Refusal('invalid_input', { faults: [{ field, message }] });
}
