/** One row a mail: whoever finds it finished sends nothing, however often the message comes. */
import { decodeTime } from 'ulid';
import type { Deps } from '../deps.ts';
import { dayOf } from '../policy/lifecycle.ts';
import type { MailMessage } from '../store/effects.ts';
import { dayKey } from '../store/row-keys.ts';
import { type MailRow, mailRow } from '../store/rows.ts';
import { Conflict, getRow, type Key, write } from '../store/tables.ts';

/** @returns where the mail's row lies: under the day on which its event happened */
export function mailKey(eventId: string, operationId: string): Key {
  return dayKey(dayOf(new Date(decodeTime(eventId)).toISOString()), operationId);
}

/**
 * Claims the mail by an insert. A mail that was claimed but never finished goes on: the service
 * takes an operation id once. One or two storage requests.
 * @returns the row, or undefined when the mail was finished before
 */
export async function claimMail(
  deps: Pick<Deps, 'store'>,
  message: MailMessage,
  operationId: string,
  now: string,
): Promise<MailRow | undefined> {
  const table = await deps.store.table('mails');
  const key = mailKey(message.eventId, operationId);
  const row: MailRow = { ...message, state: 'claimed', at: now };
  try {
    await write(table, [{ do: 'insert', key, row }]);
    return row;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const found = await getRow(table, mailRow, key);
    return found === undefined || found.state === 'claimed' ? row : undefined;
  }
}

export async function finishMail(
  deps: Pick<Deps, 'store'>,
  row: MailRow,
  operationId: string,
  finished: Pick<MailRow, 'state' | 'sentAt'>,
): Promise<void> {
  const key = mailKey(row.eventId, operationId);
  const table = await deps.store.table('mails');
  await write(table, [{ do: 'merge', key, row: { ...row, ...finished } }]);
}
