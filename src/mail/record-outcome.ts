/** Records the outcome of an e-mail, and the consequences if it was not delivered. */

import { mailFailed } from '../accounts/mail-failed.ts';
import type { ChangeDeps } from '../store/change.ts';
import { type FiledMail, putMailOutcome } from '../store/mails.ts';

/** Updates the account first: after a crash in between, the outcome is queried again. */
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
