/** Ends sessions: their access and refresh tokens are refused from the next request on. */
import { assertOutranks, requirePerson } from '../accounts/account.ts';
import { assertNoNewerProof, ownershipProven } from '../accounts/ownership.ts';
import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import { Refusal } from '../policy/problems.ts';
import type { Role } from '../policy/roles.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';

/** Does nothing where the session has ended already. @throws Refusal not_signed_in */
export async function endSession(
  deps: Deps,
  loaded: Account,
  { sessionId, kind }: { sessionId: string; kind: EventKindOf<'user'> },
  now: string,
): Promise<void> {
  if (!loaded.sessions.some(({ id }) => id === sessionId)) return;
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    if (!account) throw new Refusal('not_signed_in');
    return { kind, row: account.row, sessions: without(account, sessionId) };
  });
}

/**
 * Ends one of the person's own sessions, which the password has allowed.
 * @throws Refusal not_found, wrong_password when somebody proved ownership meanwhile
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
 * Ends all of the person's own sessions, this one too, and whatever was begun before.
 * @throws Refusal wrong_password when somebody proved ownership meanwhile
 */
export async function endOwnSessions(deps: Deps, loaded: Account, now: string): Promise<void> {
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (current) => {
    const account = requirePerson(current);
    assertNoNewerProof(loaded, account, 'wrong_password');
    return ownershipProven(account, 'sessions_ended', now);
  });
}

/**
 * Ends all sessions of somebody else. That proves nothing about the account's ownership, so pending
 * changes stay. Does nothing where there are no sessions.
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
