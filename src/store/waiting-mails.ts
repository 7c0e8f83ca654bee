/** E-mails waiting for the mail service, and the mark that it is in outage. */

import { fieldsOf, foreignIn, readableIn, withoutKey } from './foreign.ts';
import { outageKey, waitingKey, waitingPartition, waitingPrefix } from './row-keys.ts';
import {
  type MailOutageRow,
  mailOutageRow,
  type WaitingMailRow,
  waitingMailRow,
} from './rows/work.ts';
import type { Store } from './store.ts';
import {
  anyRow,
  Conflict,
  getRow,
  quoted,
  readPage,
  remove,
  type Stored,
  write,
} from './tables.ts';

type Tables = Pick<Store, 'table'>;

export type WaitingMail = WaitingMailRow;
/** The ETag ensures that only one of several senders makes the next try. */
export type MailOutage = MailOutageRow & { etag: string };

export type Waiting = { outage?: MailOutage; mails: WaitingMail[] };

const partition = `PartitionKey eq ${quoted(waitingPartition)}`;

/** One storage request. @returns the person's waiting e-mails, and the outage if there is one */
export async function readWaitingOf(store: Tables, userId: string): Promise<Waiting> {
  const from = waitingPrefix(userId);
  const own = `(RowKey ge ${quoted(from)} and RowKey lt ${quoted(`${from}~`)})`;
  return readWaitingWhere(
    store,
    `${partition} and (RowKey eq ${quoted(outageKey.rowKey)} or ${own})`,
  );
}

/** One storage request for each thousand e-mails. */
export const readWaiting = (store: Tables): Promise<Waiting> => readWaitingWhere(store, partition);

/** One storage request. */
export async function readMailOutage(store: Tables): Promise<MailOutage | undefined> {
  const row = await getRow(await store.table('mails'), mailOutageRow, outageKey);
  return row && outageOf(row);
}

/** One storage request; idempotent. */
export async function putWaiting(store: Tables, mail: WaitingMail): Promise<void> {
  await write(await store.table('mails'), [{ do: 'merge', key: waitingKey(mail), row: mail }]);
}

/** One storage request. */
export async function removeWaiting(store: Tables, mail: WaitingMail): Promise<void> {
  await remove(await store.table('mails'), waitingKey(mail));
}

/** One storage request; overwrites what is there. */
export async function putMailOutage(store: Tables, outage: MailOutageRow): Promise<void> {
  await write(await store.table('mails'), [{ do: 'merge', key: outageKey, row: outage }]);
}

/** One storage request. @returns false if another write came first */
export async function replaceMailOutage(
  store: Tables,
  known: MailOutage | undefined,
  outage: MailOutageRow,
): Promise<boolean> {
  const row = { ...foreignIn(known), ...outage };
  try {
    await write(await store.table('mails'), [
      known
        ? { do: 'put', key: outageKey, row, etag: known.etag }
        : { do: 'insert', key: outageKey, row },
    ]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** One storage request. */
export async function removeMailOutage(store: Tables): Promise<void> {
  await remove(await store.table('mails'), outageKey);
}

async function readWaitingWhere(store: Tables, filter: string): Promise<Waiting> {
  const table = await store.table('mails');
  const waiting: Waiting = { mails: [] };
  let next: string | undefined;
  do {
    const page = await readPage(table, anyRow, { filter, next });
    for (const row of page.rows)
      if (row.rowKey === outageKey.rowKey)
        for (const read of readableIn(() => fieldsOf(mailOutageRow, row)))
          waiting.outage = { ...read, etag: row.etag };
      else waiting.mails.push(...readableIn(() => fieldsOf(waitingMailRow, row)));
    next = page.next;
  } while (next);
  return waiting;
}

function outageOf(row: Stored<MailOutageRow>): MailOutage {
  return { ...withoutKey(row), etag: row.etag };
}
