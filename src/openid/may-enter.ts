/** Whether a person may be signed in at a connected system right now: the one place that decides. */
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { isAlive } from '../sessions/session.ts';
import type { Account, Session } from '../store/accounts.ts';
import type { PersonRow } from '../store/rows/account.ts';
import type { SystemRow } from '../store/rows/system.ts';

/** @returns the session, if the account is active and the session has not ended */
export function liveSession(
  { policy }: Pick<Deps, 'policy'>,
  account: Account | undefined,
  sessionId: string,
  now: string,
): { account: Account & { person: PersonRow }; session: Session } | undefined {
  const session = account?.sessions.find(({ id }) => id === sessionId);
  const person = account?.person;
  if (!account || !person || !session || !isAlive(session, now)) return undefined;
  if (evaluateLifecycle(account.row, policy, now).status !== 'active') return undefined;
  return { account: { ...account, person }, session };
}

export const isAdmitted = (
  { row: system }: { row: Pick<SystemRow, 'roles' | 'disabledAt'> },
  { row }: Account,
): boolean => system.disabledAt === undefined && system.roles.includes(row.role);
