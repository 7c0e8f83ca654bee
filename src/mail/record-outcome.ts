/** Records what became of a mail, and what follows where it did not arrive. */

import { mailFailed } from '../accounts/mail-failed.ts';
import type { ChangeDeps } from '../store/change.ts';
import { type FiledMail, putMailOutcome } from '../store/mails.ts';

/** The account first: a crash in between asks, and records, once more. */
export async function recordOutcome(
  deps: ChangeDeps,
  mail: FiledMail,
  failed: boolean,
  now: string,
): Promise<'succeeded' | 'failed'> {
  const { row, operationId } = mail;
  const { template } = row;
  if (failed) {
    deps.log('mail_undelivered', { template, operationId });
    if (row.aboutId === undefined) await mailFailed(deps, row, now);
  }
  const state = failed ? 'failed' : 'succeeded';
  await putMailOutcome(deps.store, mail, state);
  return state;
}
