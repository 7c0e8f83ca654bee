/** Exchanges a refresh token, once: of racing refreshes one wins, and reuse ends the session. */
import { randomUUID } from 'node:crypto';
import { active } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import type { EventKindOf } from '../policy/event-names.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, loadAccount, type Session } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { accountKey, sessionKey } from '../store/row-keys.ts';
import { sessionRow } from '../store/rows.ts';
import { Conflict, getRow, write } from '../store/tables.ts';
import { isAlive, readRefreshToken } from './session.ts';

/**
 * Two storage requests. A refresh is activity, but no event of its own.
 * @throws Refusal not_signed_in, request_in_progress
 */
export async function refresh(
  deps: Deps,
  token: string | undefined,
  now: string,
): Promise<{ account: Account; session: Session }> {
  const keys = await deps.keyring.load(now);
  const named = token ? readRefreshToken(keys, token) : undefined;
  if (!named) throw new Refusal('not_signed_in');
  for (let tries = 0; tries < limit.changeTriesMax; tries++) {
    const account = await loadAccount(deps.store, named.userId);
    const session = account?.sessions.find((candidate) => candidate.id === named.sessionId);
    if (!account?.person || !session || !isAlive(session, now)) throw new Refusal('not_signed_in');
    if (evaluateLifecycle(account.row, deps.policy, now).status !== 'active')
      throw new Refusal('not_signed_in');
    if (named.generation !== session.generation) await endReused(deps, account, session.id, now);
    const next = {
      ...session,
      generation: session.generation + 1,
      usedAt: now,
      refreshId: randomUUID(),
    };
    if (await advance(deps, account, next, now))
      return { account: { ...account, row: active(account.row, now) }, session: next };
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/** @returns whether the session is advanced, now or by a try of this refresh whose answer was lost */
async function advance(deps: Deps, account: Account, session: Session, now: string) {
  const { id, ...row } = session;
  const { userId, etag } = account;
  const table = await deps.store.table('accounts');
  try {
    await write(table, [
      { do: 'put', key: accountKey(userId), row: active(account.row, now), etag },
      { do: 'put', key: sessionKey(userId, id), row },
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const found = await getRow(table, sessionRow, sessionKey(userId, id));
    return found?.refreshId === session.refreshId;
  }
}

/** Somebody holds a copy of a former token: nobody goes on with this session. */
async function endReused(deps: Deps, loaded: Account, sessionId: string, now: string) {
  deps.log('session_reuse', { userId: loaded.userId });
  await endSessions(deps, loaded, 'session_reuse_detected', (id) => id === sessionId, now);
  throw new Refusal('not_signed_in');
}

/** @param ends which sessions end @returns whether any did */
export async function endSessions(
  deps: Deps,
  loaded: Account,
  kind: EventKindOf<'user'>,
  ends: (sessionId: string) => boolean,
  now: string,
): Promise<boolean> {
  const { userId } = loaded;
  if (!loaded.sessions.some((session) => ends(session.id))) return false;
  await changeAccount(deps, {
    userId,
    actorId: userId,
    now,
    loaded,
    decide(account) {
      if (!account) throw new Refusal('not_signed_in');
      return {
        kind,
        row: account.row,
        sessions: account.sessions.filter((session) => !ends(session.id)),
      };
    },
  });
  return true;
}
