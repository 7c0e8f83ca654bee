/** Side effects of every change to second factors: other sessions end, and an e-mail is sent. */
import { mail, revised } from '../accounts/account.ts';
import { type OwnershipProof, ownershipProven } from '../accounts/ownership.ts';
import type { Account } from '../store/accounts.ts';
import type { Decision } from '../store/change.ts';

export const mailsOfChange = [mail('second_factor_changed', 'now')];

/** @param sessionId the only session that is kept */
export function factorsChanged(
  account: Account,
  kind: OwnershipProof,
  { sessionId, now }: { sessionId: string; now: string },
  changes: Pick<Decision, 'factors' | 'recovery' | 'data'>,
): Decision {
  const proven = ownershipProven(account, kind, now, sessionId);
  return {
    ...proven,
    row: revised(proven.row, {}),
    effects: { project: true, mails: mailsOfChange },
    ...changes,
  };
}
