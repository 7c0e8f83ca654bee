/** What a sign-in changes, in whatever way the person proved to be the one. */
import { active } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Account, Session } from '../store/accounts.ts';
import { accountAllowance, forgotten, waitMilliseconds } from '../store/attempts.ts';
import type { Decision } from '../store/change.ts';
import { withSession } from './session.ts';

/** @param former the password's hash when it was checked; another one since then is worth nothing */
export function canSignIn(
  deps: Pick<Deps, 'policy'>,
  { row }: Account,
  former: string | undefined,
  now: string,
): boolean {
  const { status } = evaluateLifecycle(row, deps.policy, now);
  return status === 'active' && row.passwordHash !== undefined && row.passwordHash === former;
}

/** The session is there, and wrong passwords no longer slow anybody down; the day's stay counted. */
export function sessionStarted(
  account: Account,
  { session, passwordHash }: { session: Session; passwordHash: string },
  now: string,
) {
  return {
    kind: 'signed_in',
    row: { ...active(account.row, now), passwordHash },
    sessions: withSession(account.sessions, session, now),
    // Where strangers have used up the limit, it stands: this one came from a known source.
    ...(waitMilliseconds(account.attempts, accountAllowance, now) === 0 && {
      attempts: forgotten(account.attempts, now),
    }),
    effects: { project: true },
  } satisfies Decision;
}
