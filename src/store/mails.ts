/** One row for each e-mail: once its row is finished, a repeated message sends nothing. */
import { decodeTime } from 'ulid';
import { dayOf } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, earlierBy } from '../policy/time.ts';
import { deleteDaysBefore } from './delete-rows.ts';
import { withoutKey } from './foreign.ts';
import { dayKey } from './row-keys.ts';
import { type MailRow, mailRow } from './rows/work.ts';
import type { Store } from './store.ts';
import { Conflict, getRow, type Key, quoted, readAll, type Stored, write } from './tables.ts';

type Tables = Pick<Store, 'table'>;

/** An e-mail with its operation id and the partition of its row. */
export type FiledMail = { operationId: string; partition: string; row: MailRow };

/**
 * Claims the e-mail by an insert. One claimed but never finished is sent again: the mail service
 * accepts an operation id only once. One or two storage requests.
 * @returns the row, or undefined if the e-mail was already finished
 */
export async function claimMail(
  store: Tables,
  mail: Omit<MailRow, 'state' | 'at' | 'sentAt'>,
  operationId: string,
  now: string,
): Promise<MailRow | undefined> {
  const table = await store.table('mails');
  const key = mailKey(mail.eventId, operationId);
  // The message may hold more than the row.
  const row = mailRow.parse({ ...mail, state: 'claimed', at: now });
  try {
    await write(table, [{ do: 'insert', key, row }]);
    return row;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const found = await getRow(table, mailRow, key);
    return found === undefined || found.state === 'claimed' ? row : undefined;
  }
}

/** One storage request. */
export async function finishMail(
  store: Tables,
  row: MailRow,
  operationId: string,
  finished: Pick<MailRow, 'state' | 'sentAt'>,
): Promise<void> {
  const key = mailKey(row.eventId, operationId);
  await write(await store.table('mails'), [{ do: 'merge', key, row: { ...row, ...finished } }]);
}

/** Searches each day on which the e-mail's event may have happened: one storage request a day. */
export async function findMail(
  store: Tables,
  operationId: string,
  now: string,
): Promise<FiledMail | undefined> {
  const table = await store.table('mails');
  for (let back = 0; back <= limit.mailOutcomeDays; back++) {
    const day = dayOf(earlierBy(now, back * dayMs));
    const row = await getRow(table, mailRow, dayKey(day, operationId));
    if (row) return filed(row);
  }
  return undefined;
}

/** One storage request. */
export async function readMail(
  store: Tables,
  eventId: string,
  operationId: string,
): Promise<FiledMail | undefined> {
  const row = await getRow(await store.table('mails'), mailRow, mailKey(eventId, operationId));
  return row && filed(row);
}

/**
 * One storage request for each thousand.
 * @param ask the oldest day of an event, and the latest instant of sending
 * @returns e-mails without an outcome
 */
export async function readMailsSent(
  store: Tables,
  ask: { sinceDay: string; sentUntil: string },
): Promise<FiledMail[]> {
  const conditions = [
    `PartitionKey ge ${quoted(ask.sinceDay)}`,
    `state eq 'sent'`,
    `sentAt le ${quoted(ask.sentUntil)}`,
  ];
  const mails: FiledMail[] = [];
  const table = await store.table('mails');
  for await (const row of readAll(table, mailRow, conditions.join(' and '))) mails.push(filed(row));
  return mails;
}

/** Notes that the outcome is still open: next time the others come first. One storage request. */
export async function putMailAsked(
  store: Tables,
  { operationId, partition }: FiledMail,
  now: string,
): Promise<void> {
  const key = { partitionKey: partition, rowKey: operationId };
  await write(await store.table('mails'), [{ do: 'merge', key, row: { askedAt: now } }]);
}

/** One storage request. */
export async function putMailOutcome(
  store: Tables,
  { operationId, partition, row }: FiledMail,
  state: 'succeeded' | 'failed',
): Promise<void> {
  const key = { partitionKey: partition, rowKey: operationId };
  await write(await store.table('mails'), [{ do: 'merge', key, row: { ...row, state } }]);
}

/** @param day such as `2026-12-31`: rows of earlier days are deleted @returns how many */
export const deleteMailsBefore = async (store: Tables, day: string): Promise<number> =>
  deleteDaysBefore(await store.table('mails'), day);

/** An e-mail is stored under the day of its event. */
function mailKey(eventId: string, operationId: string): Key {
  return dayKey(dayOf(new Date(decodeTime(eventId)).toISOString()), operationId);
}

function filed(row: Stored<MailRow>): FiledMail {
  return { operationId: row.rowKey, partition: row.partitionKey, row: withoutKey(row) };
}
