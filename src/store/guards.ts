/**
 * Guards of the rules that span several people, since no transaction spans two partitions.
 * - A change that affects what a rule counts first makes a claim, in one row for each rule. The
 *   ETag orders the claims, and each is judged together with those before it.
 * - A claim is released when its change is done or undone. The next claim, or repair, rules out a
 *   claim left by a crash: its event's key is occupied, so that the change cannot happen late.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { TableClient } from '@azure/data-tables';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { earlierBy } from '../policy/time.ts';
import type { Deps } from './deps.ts';
import { tombstone } from './events.ts';
import { openRoundsOf } from './rounds.ts';
import { guardKey } from './row-keys.ts';
import { type GuardRow, guardRow } from './rows/event.ts';
import { Conflict, getRow, type Key, type Stored, type Write, write } from './tables.ts';

/** The subject about to change, the event of the change, and when the claim was made. */
export type Claim = {
  subjectKind: 'user' | 'organization';
  subjectId: string;
  eventId: string;
  at: string;
};

type GuardDeps = Pick<Deps, 'store'>;

/**
 * One storage request; three more for each concurrent claim of another process.
 * @returns the earlier claims that still stand
 * @throws Refusal request_in_progress if there are too many concurrent claims
 */
export async function claim({ store }: GuardDeps, guard: string, own: Claim): Promise<Claim[]> {
  let earlier: readonly Claim[] = [];
  await edit(store, guard, {
    claimedAt: own.at,
    apply(claims) {
      const mine = claims.findIndex(({ eventId }) => eventId === own.eventId);
      earlier = mine < 0 ? claims : claims.slice(0, mine);
      // An attempt whose response was lost has written it.
      if (mine >= 0 || claims.length >= limit.guardClaimsMax) return claims;
      return [...claims, own];
    },
  });
  if (earlier.length >= limit.guardClaimsMax) throw tooMany();
  return [...earlier];
}

/**
 * Two storage requests for each guard; succeeds if the claim is already gone.
 * @throws Refusal request_in_progress after many lost races; the claim is then left to repair or to
 *   the next claim
 */
export async function releaseAll(
  { store }: GuardDeps,
  guards: readonly string[],
  eventId: string,
): Promise<void> {
  const apply = (claims: readonly Claim[]) => claims.filter((each) => each.eventId !== eventId);
  await Promise.all(guards.map((guard) => edit(store, guard, { apply })));
}

const tooMany = () => new Refusal('request_in_progress', { retryAfterSeconds: 1 });

type Edit = {
  /** Of a claim: its instant, by which abandoned claims are recognized. */
  claimedAt?: string;
  /** Pure; called again if another process wrote first. */
  apply(claims: readonly Claim[]): readonly Claim[];
};

/** Edits that arrive during a write go together in the next one, so that they do not race. */
const edit = openRoundsOf<GuardDeps['store'], Edit>(async (store, guard, edits) => {
  const table = await store.table('logins');
  const key = guardKey(guard);
  const claimedAt = edits.find((each) => each.claimedAt)?.claimedAt;
  for (let tries = 0; tries < limit.guardTriesMax; tries++) {
    // Usually nobody else claims: a claim need not read first.
    const found = tries === 0 && claimedAt ? undefined : await getRow(table, guardRow, key);
    const before = found?.claims ?? [];
    const standing = claimedAt ? await withoutAbandoned({ store }, before, claimedAt) : before;
    const claims = edits.reduce<readonly Claim[]>((all, { apply }) => apply(all), standing);
    const isSame = claims.length === before.length && claims.every((each, n) => each === before[n]);
    if (isSame) return;
    if (await written(table, partOf(key, found, claims))) return;
    await wait(Math.random() * limit.guardPauseMilliseconds);
  }
  throw tooMany();
});

function partOf(key: Key, found: Stored<GuardRow> | undefined, claims: readonly Claim[]): Write {
  if (!found) return { do: 'insert', key, row: { claims } };
  const { etag } = found;
  if (claims.length === 0) return { do: 'delete', key, etag };
  return { do: 'put', key, row: { ...found, claims }, etag };
}

async function written(table: TableClient, part: Write): Promise<boolean> {
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
