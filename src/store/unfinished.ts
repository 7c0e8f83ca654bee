/** Finds every unfinished change, whatever its writer's clock showed. */
import { decodeTime } from 'ulid';
import { z } from 'zod';
import { fieldsOrNone } from './foreign.ts';
import { isGone } from './journal.ts';
import { journalMinute } from './row-keys.ts';
import { type JournalRow, journalRow } from './rows/event.ts';
import type { Store } from './store.ts';
import { quoted, readPage } from './tables.ts';

export type Unfinished = {
  eventId: string;
  /** When the change began by its writer's clock. */
  at: string;
  /** When the row was written, by storage's clock; comparable only with other such instants. */
  storedAt: string;
  /** Undefined if this release cannot read the row. */
  entry: JournalRow | undefined;
};

const pageRows = 200;
/** The SDK's name for storage's own `Timestamp`. */
const pendingRow = z.looseObject({ timestamp: z.string() });

/**
 * Pages of pending rows. One storage request for each page, and at least one for each month.
 * @param months such as `202611`; a missing or dropped month has no rows
 * @param span ISO instants, to the minute; absent: any age, and any instant ahead
 */
export async function* readUnfinished(
  store: Pick<Store, 'journalIfAny'>,
  months: readonly string[],
  span: { from?: string | undefined; until?: string | undefined },
): AsyncGenerator<Unfinished[]> {
  const filter = [
    ...(span.until ? [`PartitionKey ge ${quoted(journalMinute(Date.parse(span.until)))}`] : []),
    ...(span.from ? [`PartitionKey lt ${quoted(`${journalMinute(Date.parse(span.from))}~`)}`] : []),
    `state eq 'pending'`,
  ].join(' and ');
  for (const month of months) {
    let next: string | undefined;
    do {
      const page = await readMonth(store, month, { filter, rows: pageRows, next });
      yield page.rows.flatMap(({ timestamp, rowKey, ...row }): Unfinished[] => {
        const eventId = rowKey.split('.').at(-1) ?? '';
        // Of a kind that only a newer release writes: that release takes care of it.
        if (!z.ulid().safeParse(eventId).success) return [];
        const at = new Date(decodeTime(eventId)).toISOString();
        const [entry] = fieldsOrNone(journalRow, row);
        return [{ eventId, at, storedAt: timestamp, entry }];
      });
      next = page.next;
    } while (next);
  }
}

async function readMonth(
  store: Pick<Store, 'journalIfAny'>,
  month: string,
  ask: { filter: string; rows: number; next: string | undefined },
): ReturnType<typeof readPage<typeof pendingRow>> {
  try {
    return await readPage(await store.journalIfAny(month), pendingRow, ask);
  } catch (error) {
    if (!isGone(error)) throw error;
    return { rows: [] };
  }
}
