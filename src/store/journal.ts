/** The journal: one row for each change, written before it (pending) and settled after it. */
import { firstOfMonth, monthOf } from '../policy/time.ts';
import { journalKey, journalMinute } from './row-keys.ts';
import { type JournalRow, journalRow } from './rows/event.ts';
import { statusOf } from './storage-status.ts';
import type { Store } from './store.ts';
import { Conflict, quoted, readPage, type Stored, write } from './tables.ts';

/** Inserts the pending row, by which repair can finish or undo the change. One request. */
export async function openEntry(store: Store, entry: JournalRow): Promise<void> {
  const { month, key } = journalKey(entry.eventId);
  try {
    await write(await store.journal(month), [{ do: 'insert', key, row: entry }]);
  } catch (error) {
    // Event ids are unique: an attempt whose response was lost has written the row.
    if (!(error instanceof Conflict)) throw error;
  }
}

/** Rewrites the row, with new effects or settled. One request. @throws Conflict if dropped */
export async function putEntry(store: Store, entry: JournalRow): Promise<void> {
  const { month, key } = journalKey(entry.eventId);
  await write(await store.journalIfAny(month), [{ do: 'put', key, row: entry }]);
}

/** Settles the row; of its effects only the e-mails are kept, which a restore may requeue. */
export async function settleEntry(
  store: Store,
  entry: JournalRow,
  state: 'done' | 'void',
): Promise<void> {
  const { effects, ...rest } = entry;
  const mails = state === 'done' ? effects?.mails : undefined;
  await putEntry(store, { ...rest, state, ...(mails && { effects: { mails } }) });
}

export type JournalAsk = {
  /** ISO instants; newest first, `from` inclusive, `until` exclusive. */
  from: string;
  until: string;
  organizationId?: string | undefined;
  subjectId?: string | undefined;
  kind?: string | undefined;
  rows: number;
  next?: string | undefined;
};

/**
 * One page of one month, newest first; a page may be short even if `next` follows.
 * @param month such as `202611`, in UTC
 * @returns no rows, and `gone`, if the month has no table, or no longer has one
 */
export async function readJournal(
  store: Store,
  month: string,
  ask: JournalAsk,
): Promise<{ entries: Stored<JournalRow>[]; next?: string; gone?: true }> {
  const conditions = [
    `PartitionKey ge ${quoted(journalMinute(Date.parse(ask.until)))}`,
    `PartitionKey lt ${quoted(`${journalMinute(Date.parse(ask.from))}~`)}`,
    `at ge ${quoted(ask.from)}`,
    `at lt ${quoted(ask.until)}`,
    ...(['organizationId', 'subjectId', 'kind'] as const).flatMap((name) =>
      ask[name] === undefined ? [] : [`${name} eq ${quoted(ask[name])}`],
    ),
  ];
  const filter = conditions.join(' and ');
  try {
    const table = await store.journalIfAny(month);
    const page = await readPage(table, journalRow, { filter, rows: ask.rows, next: ask.next });
    const entries = page.rows.sort((a, b) => (a.eventId < b.eventId ? 1 : -1));
    return { entries, ...(page.next && { next: page.next }) };
  } catch (error) {
    if (!isGone(error)) throw error;
    return { entries: [], gone: true };
  }
}

/** Creates a month's table before its first event. One storage request, once for each process. */
export async function makeJournal(store: Pick<Store, 'journal'>, month: string): Promise<void> {
  await store.journal(month);
}

/** Drops a month with all its rows; succeeds if it is already gone. One storage request. */
export async function dropJournal(
  store: Pick<Store, 'journalIfAny'>,
  month: string,
): Promise<void> {
  const table = await store.journalIfAny(month);
  try {
    await table.deleteTable();
  } catch (error) {
    // A concurrent run has dropped it.
    if (!isGone(error)) throw error;
  }
}

/** Whether a read failed because the table is missing or is being deleted (409). */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 409;
}

/** @returns the months between the instants, newest first */
export function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  for (let at = until; monthOf(at) >= monthOf(from); at = firstOfMonth(at, -1))
    months.push(monthOf(at));
  return months;
}
