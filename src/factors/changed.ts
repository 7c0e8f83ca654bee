/** What every change of a person's second factors does beside: other sessions end, a mail tells. */
import { mail, revised } from '../accounts/account.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import type { Account } from '../store/accounts.ts';
import type { Decision } from '../store/change.ts';

export const mailsOfChange = [mail('second_factor_changed', 'now')];

/** @param sessionId the only session that stays */
export function factorsChanged(
  account: Account,
  kind: EventKindOf<'user'>,
  sessionId: string,
  changes: Pick<Decision, 'factors' | 'recovery' | 'data'>,
): Decision {
  return {
    kind,
    row: revised(account.row, {}),
    sessions: account.sessions.filter(({ id }) => id === sessionId),
    effects: { project: true, mails: mailsOfChange },
    ...changes,
  };
}
