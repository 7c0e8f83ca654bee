/** From where a connected system is told again, after it or this service was restored. */
import type { Deps } from '../deps.ts';
import { eventsFrom, type Known } from '../store/known-systems.ts';
import type { SignalWork } from '../store/work.ts';

/** Restored to that instant, the system knows the person again. */
export const isUntoldAgain = ({ from }: SignalWork, { row }: Known): boolean =>
  from !== undefined && row.purgedAt !== undefined && from <= row.purgedAt;

/**
 * From an instant on everything is told again: what came after it counts as untold. Nothing came before
 * the person entered the system; of an erased person, only the erasure, told last, is left to tell.
 */
export async function startOf(deps: Deps, { from }: SignalWork, { row, userId }: Known) {
  const anew = { failures: undefined };
  if (from === undefined) return anew;
  if (row.purgedAt) return { ...anew, purgedAt: undefined, part: (row.part ?? 1) - 1 };
  const since = row.since ?? from;
  const [first] = await eventsFrom(deps.store, userId, since > from ? since : from);
  const again = first !== undefined && first.number <= row.told + 1;
  return { ...anew, ...(again && { told: first.number - 1, part: undefined }) };
}
