/** Detects late timers: a timer that has stopped must not go unnoticed. */

import type { Deps } from '../deps.ts';
import { minuteMs } from '../policy/time.ts';
import { readBeats } from '../store/timer-state.ts';

/** The time without a run after which each timer is late, by name. */
type Timers = Readonly<Record<string, { readonly lateAfterMinutes: number }>>;

export type Heartbeat = { timer: string; ranAt?: string; late: boolean };

/** One storage request. A timer that never ran is measured by the age of the service. */
export async function heartbeats(
  deps: Pick<Deps, 'store' | 'keyring'>,
  timers: Timers,
  now: string,
): Promise<Heartbeat[]> {
  const [beats, keys] = await Promise.all([readBeats(deps), deps.keyring.load(now)]);
  return Object.entries(timers).map(([timer, { lateAfterMinutes }]) => {
    const ranAt = beats.get(timer);
    const silentMs = Date.parse(now) - Date.parse(ranAt ?? keys.createdAt);
    return { timer, ...(ranAt && { ranAt }), late: silentMs > lateAfterMinutes * minuteMs };
  });
}

/** @returns the names of late timers; each is also logged */
export async function lateTimers(
  deps: Pick<Deps, 'store' | 'keyring' | 'log'>,
  timers: Timers,
  now: string,
): Promise<string[]> {
  const beats = await heartbeats(deps, timers, now);
  const late = beats.filter((each) => each.late).map(({ timer }) => timer);
  for (const timer of late) deps.log('heartbeat_late', { timer });
  return late;
}
