/**
 * Compares the search index with the lists, slice by slice: what an earlier release wrote or a crash
 * left is indexed or corrected, also after a return to that release. Searches use the index once a
 * round over everybody has ended.
 */
import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { dayMs, hourMs, laterBy } from '../policy/time.ts';
import { checkSlice, slicesOf } from '../store/check-search.ts';
import { countListed } from '../store/directory.ts';
import type { TimerRow } from '../store/rows/state.ts';
import { putTimer, readTimers } from '../store/timer-state.ts';

/**
 * One storage request while no round is due; a round needs two for each 1,000 people and two for each
 * 1,000 rows of the index. What a run has no time for is left to the next.
 * @param secondsMax after which no further slice is begun
 * @returns how many people were checked and corrected, and how many slices are left of the round
 */
export async function checkSearchIndex(deps: Deps, now: string, secondsMax: number) {
  const until = performance.now() + secondsMax * 1_000;
  const counts = { checked: 0, corrected: 0, slicesLeft: 0 };
  const { ran } = await readTimers(deps);
  const state = ran.get('searchIndex');
  const isAnew = wasAway(state, ran.get(alsoHourly)?.ranAt);
  if (!isUnderWay(state) && !isAnew && !isDue(state, now)) return counts;
  const { slices = 0, slicesDone = 0, corrected = 0 } = state ?? {};
  const round =
    isUnderWay(state) && !isAnew
      ? { slices, slicesDone, corrected }
      : { slices: slicesOf(await countListed(deps.store)).length, slicesDone: 0, corrected: 0 };
  const keys = await deps.keyring.load(now);
  const rest = slicesOf(round.slices * limit.searchSlicePeople).slice(round.slicesDone);
  for (const [index, slice] of rest.entries()) {
    if (index > 0 && performance.now() > until) break;
    const found = await checkSlice({ store: deps.store, keys }, slice);
    round.slicesDone++;
    round.corrected += found.corrected;
    counts.checked += found.people;
    counts.corrected += found.corrected;
    await putTimer(deps, 'searchIndex', { ...round, ranAt: now });
  }
  counts.slicesLeft = round.slices - round.slicesDone;
  if (counts.slicesLeft === 0) {
    const indexedPeople = await countListed(deps.store);
    await putTimer(deps, 'searchIndex', { ...round, indexedAt: now, indexedPeople, ranAt: now });
  }
  return counts;
}

const isUnderWay = ({ slices = 0, slicesDone = 0 }: Partial<TimerRow> = {}): boolean =>
  slicesDone < slices;

/** A timer that every release has, as often as this one. */
const alsoHourly = 'lifecycle';

/** @returns whether only other timers ran for hours: then a release without the index was in charge */
function wasAway(state: TimerRow | undefined, otherRanAt = ''): boolean {
  return state !== undefined && laterBy(state.ranAt, limit.searchAwayHours * hourMs) < otherRanAt;
}

/** After a round that corrected something, an earlier release may still have been running. */
function isDue(state: TimerRow | undefined, now: string): boolean {
  if (!state?.indexedAt) return true;
  const days = state.corrected ? 1 : limit.searchCheckDays;
  return laterBy(state.indexedAt, days * dayMs) <= now;
}
