/** Exchanges a refresh token, once: of racing refreshes one wins, and reuse ends the session. */
import { randomUUID } from 'node:crypto';
import { active } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Account, advanceSession, loadAccount, type Session } from '../store/accounts.ts';
import { project } from '../store/effects.ts';
import { endSession } from './end-sessions.ts';
import { isAlive, readRefreshToken } from './session.ts';

/**
 * Two storage requests, and one for the lists at the first refresh of a day. A refresh is activity,
 * but no event of its own.
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
    const row = active(account.row, now);
    if (!(await advanceSession(deps.store, account, row, next))) continue;
    const after = { ...account, row };
    if (comesLater(deps, account, after, now)) await project(deps.store, deps.log, after, account);
    return { account: after, session: next };
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/** @returns whether lists would show other dates: so once a day at most, not at every refresh */
function comesLater({ policy }: Deps, before: Account, after: Account, now: string): boolean {
  const [former, present] = [before, after].map(({ row }) => evaluateLifecycle(row, policy, now));
  return JSON.stringify(former) !== JSON.stringify(present);
}

/** Somebody holds a copy of a former token: nobody goes on with this session. */
async function endReused(deps: Deps, loaded: Account, sessionId: string, now: string) {
  deps.log('session_reuse', { userId: loaded.userId });
  await endSession(deps, loaded, { sessionId, kind: 'session_reuse_detected' }, now);
  throw new Refusal('not_signed_in');
}
