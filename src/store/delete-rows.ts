/** Deletes many rows, also while another run deletes the same. */
import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { batchesOf } from './batches.ts';
import { inParallel } from './in-parallel.ts';
import { Conflict, type Key, quoted, readPage, remove, write } from './tables.ts';

/** Transactions in flight at most. */
const atOnceMax = 8;

/** One storage request for each hundred rows of a partition. */
export async function deleteRows(table: TableClient, rows: readonly Key[]): Promise<void> {
  const keys = rows.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
  const batches = batchesOf(keys, ({ partitionKey }) => partitionKey);
  await inParallel(batches, atOnceMax, (batch) => deleteBatch(table, batch));
}

/**
 * One storage request for each thousand rows to find them, and those that delete them.
 * @param day rows of earlier days go; partitions are named `DAY.SHARD`
 * @returns how many rows went
 */
export async function deleteDaysBefore(table: TableClient, day: string): Promise<number> {
  const filter = `PartitionKey lt ${quoted(day)}`;
  let deleted = 0;
  let next: string | undefined;
  do {
    const page = await readPage(table, z.object({}), { filter, next });
    await deleteRows(table, page.rows);
    deleted += page.rows.length;
    next = page.next;
  } while (next);
  return deleted;
}

async function deleteBatch(table: TableClient, batch: readonly Key[]): Promise<void> {
  try {
    await write(
      table,
      batch.map((key) => ({ do: 'delete', key })),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // A run beside this one has deleted some of them: then one by one.
    for (const key of batch) await remove(table, key);
  }
}
