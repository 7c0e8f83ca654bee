/** Ends sessions: their access and refresh tokens are refused from the next request on. */
import { assertOutranks, requirePerson } from '../accounts/account.ts';
import { assertNoNewerProof, ownershipProven } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';

type Ending = {
  sessionId: string;
  kind: EventKindOf<'user'>;
  /** The session by which the same person continues: it keeps what the ended one had entered. */
  successorId?: string;
};

/** Does nothing if the session has already ended. @throws Refusal not_signed_in */
export async function endSession(
  deps: Deps,
  loaded: Account,
  { sessionId, kind, successorId }: Ending,
  now: string,
): Promise<void> {
  if (!loaded.sessions.some(({ id }) => id === sessionId)) return;
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    if (!account) throw new Refusal('not_signed_in');
    const { systems = [] } = account.sessions.find(({ id }) => id === sessionId) ?? {};
    const sessions = without(account, sessionId).map((session) =>
      session.id === successorId ? { ...session, systems } : session,
    );
    return { kind, row: account.row, sessions };
  });
}

/**
 * Ends one of the person's own sessions, as authorized by the password.
 * @throws Refusal not_found, wrong_password when ownership was proven anew meanwhile
 */
export async function endOwnSession(
  deps: Deps,
  loaded: Account,
  sessionId: string,
  now: string,
): Promise<void> {
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (current) => {
    const account = requirePerson(current);
    assertNoNewerProof(loaded, account, 'wrong_password');
    const sessions = without(account, sessionId);
    if (sessions.length === account.sessions.length) throw new Refusal('not_found');
    return { kind: 'session_ended', row: account.row, sessions };
  });
}

/**
 * Ends all of the person's own sessions, including this one, and any sign-in in progress.
 * @throws Refusal wrong_password when ownership was proven anew meanwhile
 */
export async function endOwnSessions(deps: Deps, loaded: Account, now: string): Promise<void> {
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (current) => {
    const account = requirePerson(current);
    assertNoNewerProof(loaded, account, 'wrong_password');
    return ownershipProven(account, 'sessions_ended', now);
  });
}

/**
 * Ends all of another person's sessions. This does not prove ownership of the account, so pending
 * changes stay. Does nothing if there are no sessions.
 * @throws Refusal own_account, role_above_own
 */
export async function endSessionsOf(
  deps: Deps,
  { loaded, actorId, actorRole }: { loaded: Account; actorId: string; actorRole: Role },
  now: string,
): Promise<void> {
  if (loaded.userId === actorId) throw new Refusal('own_account');
  assertOutranks(actorRole, loaded.row.role);
  if (loaded.sessions.length === 0 && loaded.unreadable.length === 0) return;
  await changeAccount(deps, loaded, { actorId, now }, (account) => {
    const { row } = requirePerson(account);
    assertOutranks(actorRole, row.role);
    return { kind: 'sessions_ended', row, sessions: [], unreadable: 'ended' };
  });
}

const without = ({ sessions }: Account, sessionId: string) =>
  sessions.filter(({ id }) => id !== sessionId);
