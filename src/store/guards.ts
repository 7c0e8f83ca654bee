/**
 * Guards of the rules that span several people, since no transaction reaches over two partitions.
 * - Who is about to change what a rule counts claims it first, in one row for each rule; the ETag of
 *   the row puts the claims into one order, and each is judged together with those before it.
 * - A claim goes when its change is done or undone. One that a crash has left is ruled out by the
 *   next claim, or by repair: its event's place is taken, so that the change cannot happen late.
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

/** Who is about to change something, by which event, and when they said so. */
export type Claim = {
  subjectKind: 'user' | 'organization';
  subjectId: string;
  eventId: string;
  at: string;
};

type GuardDeps = Pick<Deps, 'store'>;

/**
 * One storage request; three for each claim that came in between.
 * @returns the claims before this one that still stand
 * @throws Refusal request_in_progress when too many others claim at the same moment
 */
export async function claim(deps: GuardDeps, guard: string, own: Claim): Promise<Claim[]> {
  const table = await deps.store.table('logins');
  const key = guardKey(guard);
  if (await written(table, { do: 'insert', key, row: { claims: [own] } })) return [];
  for (let tries = 0; tries < limit.guardTriesMax; tries++) {
    const found = await getRow(table, guardRow, key);
    const claims = found?.claims ?? [];
    const mine = claims.findIndex(({ eventId }) => eventId === own.eventId);
    // It is there from a try whose answer was lost.
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
 * Two storage requests; a claim that is gone already is fine.
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

/** A change that has happened keeps its claim until repair has put the person into the lists. */
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
