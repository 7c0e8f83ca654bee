/**
 * Guards of the rules that span several people, since no transaction spans two partitions.
 * - A change that affects what a rule counts first makes a claim, in one row for each rule. The
 *   ETag orders the claims, and each is judged together with those before it.
 * - A claim is released when its change is done or undone. The next claim, or repair, rules out a
 *   claim left by a crash: its event's key is occupied, so that the change cannot happen late.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { earlierBy } from '../policy/time.ts';
import type { Deps } from './deps.ts';
import { tombstone } from './events.ts';
import { guardKey } from './row-keys.ts';
import { guardRow } from './rows.ts';
import { Conflict, getRow, type Write, write } from './tables.ts';

/** The subject about to change, the event of the change, and when the claim was made. */
export type Claim = {
  subjectKind: 'user' | 'organization';
  subjectId: string;
  eventId: string;
  at: string;
};

type GuardDeps = Pick<Deps, 'store'>;

/**
 * One storage request; three more for each concurrent claim.
 * @returns the earlier claims that still stand
 * @throws Refusal request_in_progress if there are too many concurrent claims
 */
export async function claim(deps: GuardDeps, guard: string, own: Claim): Promise<Claim[]> {
  const table = await deps.store.table('logins');
  const key = guardKey(guard);
  if (await written(table, { do: 'insert', key, row: { claims: [own] } })) return [];
  for (let tries = 0; tries < limit.guardTriesMax; tries++) {
    const found = await getRow(table, guardRow, key);
    const claims = found?.claims ?? [];
    const mine = claims.findIndex(({ eventId }) => eventId === own.eventId);
    // An attempt whose response was lost has written it.
    if (mine >= 0) return claims.slice(0, mine);
    const earlier = await withoutAbandoned(deps, claims, own.at);
    if (earlier.length >= limit.guardClaimsMax) break;
    const row = { ...found, claims: [...earlier, own] };
    const part: Write = found
      ? { do: 'put', key, row, etag: found.etag }
      : { do: 'insert', key, row };
    if (await written(table, part)) return earlier;
    await wait(Math.random() * limit.guardPauseMilliseconds);
  }
  throw new Refusal('request_in_progress', { retryAfterSeconds: 1 });
}

/**
 * Two storage requests; succeeds if the claim is already gone.
 * @throws Conflict after many lost races; the claim is then left to repair or to the next claim
 */
export async function release(deps: GuardDeps, guard: string, eventId: string): Promise<void> {
  const table = await deps.store.table('logins');
  const key = guardKey(guard);
  for (let tries = 0; tries < limit.guardTriesMax; tries++) {
    const found = await getRow(table, guardRow, key);
    const claims = found?.claims.filter((each) => each.eventId !== eventId) ?? [];
    if (!found || claims.length === found.claims.length) return;
    const { etag } = found;
    const part: Write =
      claims.length === 0
        ? { do: 'delete', key, etag }
        : { do: 'put', key, row: { ...found, claims }, etag };
    if (await written(table, part)) return;
    await wait(Math.random() * limit.guardPauseMilliseconds);
  }
  throw new Conflict();
}

async function written(table: Parameters<typeof write>[0], part: Write): Promise<boolean> {
  try {
    await write(table, [part]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return false;
  }
}

/** A completed change keeps its claim until repair has updated the lists. */
async function withoutAbandoned(
  deps: GuardDeps,
  claims: readonly Claim[],
  now: string,
): Promise<Claim[]> {
  const before = earlierBy(now, limit.repairAfterSeconds * 1_000);
  const kept: Claim[] = [];
  for (const each of claims) {
    if (each.at > before) kept.push(each);
    else {
      const ruledOut = await tombstone(deps, { ...each, actorId: 'service', organizationId: '' });
      if (!ruledOut && each.subjectKind === 'user') kept.push(each);
    }
  }
  return kept;
}
