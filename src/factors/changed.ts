/** What every change of a person's second factors does beside: other sessions end, a mail tells. */
import { mail, revised } from '../accounts/account.ts';
import { type OwnershipProof, ownershipProven } from '../accounts/ownership.ts';
import type { Account } from '../store/accounts.ts';
import type { Decision } from '../store/change.ts';

export const mailsOfChange = [mail('second_factor_changed', 'now')];

/** @param sessionId the only session that stays */
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
