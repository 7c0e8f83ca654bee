/** Exchanges a refresh token once: one of several racing refreshes wins; reuse ends the session. */
import { randomUUID } from 'node:crypto';
import { active } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import { evaluateLifecycle } from '../policy/lifecycle.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { laterBy } from '../policy/time.ts';
import { type Account, advanceSession, loadAccount, type Session } from '../store/accounts.ts';
import { project } from '../store/effects.ts';
import { endSession } from './end-sessions.ts';
import { isAlive, readRefreshToken } from './session.ts';

/**
 * Two storage requests, plus those for the lists at the first refresh of a day. A refresh counts as
 * activity but is not an event.
 * @param idempotencyKey a UUID of the client's; a former token presented with the key that renewed it
 *   gets the current one for `refreshRepeatSeconds`, because the response may have been lost
 * @throws Refusal not_signed_in, request_in_progress
 */
export async function refresh(
  deps: Deps,
  token: string | undefined,
  idempotencyKey: string,
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
    if (named.generation !== session.generation) {
      const isLast = named.generation === session.generation - 1;
      if (isLast && repeats(session, idempotencyKey, now)) return { account, session };
      await endReused(deps, account, session.id, now);
    }
    const next = {
      ...session,
      generation: session.generation + 1,
      usedAt: now,
      refreshId: idempotencyKey || randomUUID(),
    };
    const row = active(account.row, now);
    if (!(await advanceSession(deps.store, account, row, next))) continue;
    const after = { ...account, row };
    if (comesLater(deps, account, after, now)) await project({ ...deps, keys }, after, account);
    return { account: after, session: next };
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/** @returns whether the last refresh had the key, a short time ago */
function repeats({ refreshId, usedAt }: Session, key: string, now: string): boolean {
  const until = laterBy(usedAt, limit.refreshRepeatSeconds * 1_000);
  return key !== '' && refreshId === key && now < until;
}

/** @returns whether lists would show other dates, which happens at most once a day */
function comesLater({ policy }: Deps, before: Account, after: Account, now: string): boolean {
  const [former, present] = [before, after].map(({ row }) => evaluateLifecycle(row, policy, now));
  return JSON.stringify(former) !== JSON.stringify(present);
}

/** A former token was used, so somebody holds a copy: the session ends for everybody. */
async function endReused(deps: Deps, loaded: Account, sessionId: string, now: string) {
  deps.log('session_reuse', { userId: loaded.userId });
  await endSession(deps, loaded, { sessionId, kind: 'session_reuse_detected' }, now);
  throw new Refusal('not_signed_in');
}
