/** What every successful sign-in changes, however the person proved their identity. */
import { active } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import type { Account, Session } from '../store/accounts.ts';
import { accountAllowance, forgotten, waitMilliseconds } from '../store/attempts.ts';
import type { Decision } from '../store/change.ts';
import { storedHash } from './check-password.ts';
import { withSession } from './session.ts';

/** @param former the stored hash when the password was checked; if it has changed, it is refused */
export function canSignIn(
  deps: Pick<Deps, 'policy'>,
  account: Account,
  former: string | undefined,
  now: string,
): boolean {
  const { status } = evaluateLifecycle(account.row, deps.policy, now);
  const stored = storedHash(account, now);
  return status === 'active' && stored !== undefined && stored === former;
}

/** Opens the session and clears the delay for wrong passwords; the day's count is kept. */
export function sessionStarted(
  account: Account,
  { session, passwordHash }: { session: Session; passwordHash: string },
  now: string,
) {
  return {
    kind: 'signed_in',
    row: { ...active(account.row, now), passwordHash },
    sessions: withSession(account.sessions, session, now),
    // If others used up the limit, the count stays: this sign-in came from a known source.
    ...(waitMilliseconds(account.attempts, accountAllowance, now) === 0 && {
      attempts: forgotten(account.attempts, now),
    }),
    effects: { project: true },
  } satisfies Decision;
}
