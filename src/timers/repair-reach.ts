/** How far back repair reads: never past an unfinished change that any run has seen. */

import type { Deps } from '../deps.ts';
import { limit } from '../policy/limits.ts';
import { earlierBy, hourMs, minuteMs } from '../policy/time.ts';
import { monthsBetween } from '../store/journal.ts';
import type { TimerRow } from '../store/rows/state.ts';
import { readTimer } from '../store/timer-state.ts';
import { readUnfinished } from '../store/unfinished.ts';

/**
 * Where a run begins. Clocks of instances may differ by `repairReachHours`; anything further apart
 * is found by the full search, once in `repairFullLookHours`.
 * @param state of the last run. Without `lookedAt`, its watermark is not trusted: an older release
 *   could leave it beyond an unfinished change.
 * @returns undefined for a full search
 */
export function reachOf(state: TimerRow | undefined, now: string): string | undefined {
  const { settledUntil, lookedAt } = state ?? {};
  if (!settledUntil || !lookedAt) return undefined;
  // The writer's clock may have been ahead.
  const sinceMs = Math.abs(Date.parse(now) - Date.parse(lookedAt));
  if (sinceMs >= limit.repairFullLookHours * hourMs) return undefined;
  return watermark(settledUntil, now);
}

/** @param open when the oldest unfinished change began, or the last watermark */
export function watermark(open: string, now: string): string {
  const reach = earlierBy(now, limit.repairReachHours * hourMs);
  return open < reach ? open : reach;
}

/** @returns how many changes have been unfinished for longer than `unfinishedMinutesMax` */
export async function countUnfinished(deps: Pick<Deps, 'store'>, now: string): Promise<number> {
  const until = earlierBy(now, limit.unfinishedMinutesMax * minuteMs);
  const state = await readTimer(deps, 'repair');
  const from = state?.lookedAt && state.settledUntil && watermark(state.settledUntil, now);
  const months = from ? monthsBetween(from, until) : await deps.store.journalMonths();
  let count = 0;
  for await (const rows of readUnfinished(deps.store, months, { from, until }))
    count += rows.filter(({ at }) => at < until).length;
  return count;
}
