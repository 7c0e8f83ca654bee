/** Deletes many rows, even while another run deletes the same ones. */
import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { batchesOf } from './batches.ts';
import { inParallel } from './in-parallel.ts';
import { Conflict, type Key, quoted, readPage, remove, write } from './tables.ts';

/** Transactions in flight, at most. */
const atOnceMax = 8;

/** One storage request for each hundred rows of a partition. */
export async function deleteRows(table: TableClient, rows: readonly Key[]): Promise<void> {
  const keys = rows.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey }));
  const batches = batchesOf(keys, ({ partitionKey }) => partitionKey);
  await inParallel(batches, atOnceMax, (batch) => deleteBatch(table, batch));
}

/**
 * One storage request for each thousand rows found, plus those of `deleteRows`.
 * @param day rows of earlier days are deleted; partitions are named `DAY.SHARD`
 * @returns how many rows were deleted
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
    // A concurrent run has deleted some of them: fall back to deleting one by one.
    for (const key of batch) await remove(table, key);
  }
}
