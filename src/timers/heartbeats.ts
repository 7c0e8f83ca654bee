/** Detects late timers: a timer that has stopped must not go unnoticed. */

import type { Deps } from '../deps.ts';
import { minuteMs } from '../policy/time.ts';
import { expectTimer, readTimers, type TimerStates } from '../store/timer-state.ts';

/** The time without a run after which each timer is late, by name. */
type Timers = Readonly<Record<string, { readonly lateAfterMinutes: number }>>;

export type Heartbeat = { timer: string; ranAt?: string; late: boolean };

/** It runs most often, and notices the timers that are new in a release. */
const watching = 'repair';

/**
 * One storage request. A timer that never ran is measured from when it was first noticed, so that
 * one that is new in a release is not late from its first minute; the one that notices is measured
 * by the age of the service.
 */
export async function heartbeats(
  deps: Pick<Deps, 'store' | 'keyring'>,
  timers: Timers,
  now: string,
): Promise<Heartbeat[]> {
  return (await observe(deps, timers, now)).heartbeats;
}

/** @param states if they have been read already @returns the names of late timers; each is also logged */
export async function lateTimers(
  deps: Pick<Deps, 'store' | 'keyring' | 'log'>,
  timers: Timers,
  now: string,
  states?: TimerStates,
): Promise<string[]> {
  const { heartbeats: all, unnoticed } = await observe(deps, timers, now, states);
  for (const timer of unnoticed) await expectTimer(deps, timer, now);
  const late = all.filter((each) => each.late).map(({ timer }) => timer);
  for (const timer of late) deps.log('heartbeat_late', { timer });
  return late;
}

async function observe(
  deps: Pick<Deps, 'store' | 'keyring'>,
  timers: Timers,
  now: string,
  states?: TimerStates,
): Promise<{ heartbeats: Heartbeat[]; unnoticed: string[] }> {
  const [{ ran, expectedSince }, keys] = await Promise.all([
    states ?? readTimers(deps),
    deps.keyring.load(now),
  ]);
  const unnoticed = Object.keys(timers).filter(
    (timer) => timer !== watching && !ran.has(timer) && !expectedSince.has(timer),
  );
  const measured = Object.entries(timers).map(([timer, { lateAfterMinutes }]) => {
    const ranAt = ran.get(timer)?.ranAt;
    const begun = timer === watching ? keys.createdAt : expectedSince.get(timer);
    const silentMs = Date.parse(now) - Date.parse(ranAt ?? begun ?? now);
    return { timer, ...(ranAt && { ranAt }), late: silentMs > lateAfterMinutes * minuteMs };
  });
  return { heartbeats: measured, unnoticed };
}
