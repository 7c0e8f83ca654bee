/** Records what became of a mail, and what follows where it did not arrive. */
import { mailFailed } from '../accounts/mail-failed.ts';
import type { ChangeDeps } from '../store/change.ts';
import type { MailRow } from '../store/rows.ts';
import { type Stored, write } from '../store/tables.ts';

/** The account first: a crash in between asks, and records, once more. */
export async function recordOutcome(
  deps: ChangeDeps,
  row: Stored<MailRow>,
  failed: boolean,
  now: string,
): Promise<'succeeded' | 'failed'> {
  const { template, rowKey: operationId } = row;
  if (failed) {
    deps.log('mail_undelivered', { template, operationId });
    if (row.aboutId === undefined) await mailFailed(deps, row, now);
  }
  const state = failed ? 'failed' : 'succeeded';
  const { partitionKey, rowKey } = row;
  const part = { do: 'merge', key: { partitionKey, rowKey }, row: { ...row, state } } as const;
  await write(await deps.store.table('mails'), [part]);
  return state;
}
