/** Deletes what has served its time: throttle rows, mail rows, and whole months of the journal. */

import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy, firstOfMonth, monthOf } from '../policy/time.ts';
import { batchesOf } from '../store/batches.ts';
import { inParallel } from '../store/in-parallel.ts';
import { isGone } from '../store/journal.ts';
import { offerPrefix } from '../store/row-keys.ts';
import { offerRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Conflict, type Key, quoted, readPage, remove, write } from '../store/tables.ts';
import { deleteCountersBefore } from '../store/throttle.ts';

const atOnceMax = 8;

type RetentionDeps = Pick<Deps, 'store' | 'settings'>;

/** @returns how many rows and journal tables went */
export async function retention(deps: RetentionDeps, now: string) {
  const day = (daysBack: number) => dayOf(earlierBy(now, daysBack * dayMs));
  return {
    throttleRows: await deleteCountersBefore(deps.store, day(limit.throttleKeptDays)),
    importRows: await deleteImports(deps, now),
    offerRows: await deleteOffers(deps, now),
    mailRows: await deleteBefore(deps, 'mails', day(limit.mailKeptDays)),
    journalTables: await dropJournals(deps, now),
  };
}

/** @param day rows of earlier days go; partitions are named `DAY.SHARD` */
async function deleteBefore(
  deps: RetentionDeps,
  name: 'throttle' | 'mails',
  day: string,
): Promise<number> {
  const table = await deps.store.table(name);
  const ask = { filter: `PartitionKey lt ${quoted(day)}`, select: ['PartitionKey', 'RowKey'] };
  let deleted = 0;
  let next: string | undefined;
  do {
    const page = await readPage(table, z.object({}), { ...ask, next });
    await inParallel(
      batchesOf(page.rows, ({ partitionKey }) => partitionKey),
      atOnceMax,
      (batch) => deleteBatch(table, batch),
    );
    deleted += page.rows.length;
    next = page.next;
  } while (next);
  return deleted;
}

/** Finished or not: what a file said of people is gone after `importKeptDays`. */
async function deleteImports(deps: RetentionDeps, now: string): Promise<number> {
  const table = await deps.store.table('imports');
  const before = earlierBy(now, limit.importKeptDays * dayMs);
  let deleted = 0;
  for (;;) {
    const { rows } = await readPage(table, z.object({}), { filter: `at lt ${quoted(before)}` });
    if (rows.length === 0) return deleted;
    await inParallel(
      batchesOf(rows, ({ partitionKey }) => partitionKey),
      atOnceMax,
      (batch) => deleteBatch(table, batch),
    );
    deleted += rows.length;
  }
}

/** Open offers end by their date; only the list forgets here who had been on it. */
async function deleteOffers(deps: RetentionDeps, now: string): Promise<number> {
  const table = await deps.store.table('organizations');
  const before = earlierBy(now, (limit.offerDays + 1) * dayMs);
  const range = `PartitionKey ge ${quoted(offerPrefix)} and PartitionKey lt ${quoted(`${offerPrefix}~`)}`;
  const { rows } = await readPage(table, offerRow, {
    filter: `${range} and at lt ${quoted(before)}`,
  });
  await inParallel(rows, atOnceMax, (row) => remove(table, row));
  return rows.length;
}

type Table = Parameters<typeof write>[0];

async function deleteBatch(table: Table, batch: readonly Key[]): Promise<void> {
  const keys = batch.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
  try {
    await write(
      table,
      keys.map((key) => ({ do: 'delete', key })),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // A run beside this one has deleted some of them: then one by one.
    for (const key of keys) await remove(table, key);
  }
}

/** Drops the months that are older than the retention; the present and the last one always stay. */
async function dropJournals({ store, settings }: RetentionDeps, now: string): Promise<number> {
  // The journal keeps a month until its last day is old enough.
  const keptFrom = monthOf(firstOfMonth(now, -settings.AUDIT_RETENTION_MONTHS));
  const old = (await store.journalMonths()).filter((month) => month < keptFrom);
  for (const month of old) await dropTable(store, month);
  return old.length;
}

async function dropTable(store: Store, month: string): Promise<void> {
  const table = await store.journalIfAny(month);
  try {
    await table.deleteTable();
  } catch (error) {
    // A run beside this one has dropped it.
    if (!isGone(error)) throw error;
  }
}
