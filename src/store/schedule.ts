/** The accounts due on each day: the only ones that the lifecycle timer reads. */
import { z } from 'zod';
import { onFirstUse } from '../policy/on-first-use.ts';
import type { Step } from '../policy/statuses.ts';
import { foreignIn } from './foreign.ts';
import { scheduleKey, suspendedPrefix } from './row-keys.ts';
import { scheduleRow } from './rows/list.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, quoted, readAll, readPage, type Stored, write } from './tables.ts';

/** An account's entry in the schedule. */
export type Filed = {
  userId: string;
  /** The partition, comparable with the account's `scheduledIn`. */
  scheduledIn: string;
  /** The step expected when it was filed; a hint. */
  step?: Step | undefined;
  /** False if it is no account's, or its step is a newer release's. */
  isOurs: boolean;
  etag: string;
};

/** @param day such as `2026-12-31` @returns `scheduledIn` of an account filed there */
export const partitionOfDay = (day: string, userId: string): string =>
  scheduleKey(day, userId).partitionKey;

/** Pages of the accounts filed before this day. One storage request for each thousand. */
export async function* readFiledBefore(
  store: Pick<Store, 'table'>,
  day: string,
): AsyncGenerator<Filed[]> {
  const table = await store.table('schedule');
  let next: string | undefined;
  do {
    const filter = `PartitionKey lt ${quoted(day)}`;
    const page = await readPage(table, scheduleRow, { filter, next });
    yield page.rows.map(filed);
    next = page.next;
  } while (next);
}

/** All entries with their days, such as `2026-12-31`. One storage request for each thousand. */
export async function* readSchedule(
  store: Pick<Store, 'table'>,
): AsyncGenerator<Filed & { day: string }> {
  const filter = `PartitionKey lt ${quoted(suspendedPrefix)}`;
  for await (const row of readAll(await store.table('schedule'), scheduleRow, filter))
    yield { ...filed(row), day: dayIn(row.partitionKey) };
}

/** @returns the current row; undefined if it is gone. One storage request. */
export async function readFiled(
  store: Pick<Store, 'table'>,
  { scheduledIn, userId }: Filed,
): Promise<Filed | undefined> {
  const key = { partitionKey: scheduledIn, rowKey: userId };
  const row = await getRow(await store.table('schedule'), scheduleRow, key);
  return row && filed(row);
}

/**
 * Files an account. One storage request.
 * @param when a day such as `2026-12-31`, or the account's `scheduledIn`
 * @returns the new `scheduledIn`
 */
export async function file(
  store: Pick<Store, 'table'>,
  { when, userId, step }: { when: string; userId: string; step: Step | undefined },
): Promise<string> {
  const key = scheduleKey(dayIn(when), userId);
  await write(await store.table('schedule'), [{ do: 'merge', key, row: { step } }]);
  return key.partitionKey;
}

/** @returns false if the row was rewritten in the meantime, and so kept. One storage request. */
export async function unfile(store: Pick<Store, 'table'>, given: Filed): Promise<boolean> {
  const key = { partitionKey: given.scheduledIn, rowKey: given.userId };
  try {
    await write(await store.table('schedule'), [{ do: 'delete', key, etag: given.etag }]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return false;
  }
}

/** Partitions are named `DAY.SHARD`. */
const dayIn = (partition: string): string => partition.split('.')[0] ?? '';

/** Made once, because making a schema takes longer than parsing with it. */
const id = onFirstUse(() => z.uuid());

function filed(row: Stored<{ step?: Step | undefined }>): Filed {
  const { rowKey: userId, partitionKey: scheduledIn, step, etag } = row;
  const isOurs = id().safeParse(userId).success && foreignIn(row).foreign?.['step'] === undefined;
  return { userId, scheduledIn, step, isOurs, etag };
}
