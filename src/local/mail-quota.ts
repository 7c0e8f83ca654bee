/** No more requests than the mail service allows in any minute and any hour of the local clock. */
import { hourMs, minuteMs } from '../policy/time.ts';

export type Quota = {
  /** Sends; questions for a status have twice as many of their own, as in the service. */
  perMinute?: number;
  perHour?: number;
  /** Other limits for questions for a status. */
  statusPerMinute?: number;
  statusPerHour?: number;
};
const statusFactor = 2;

/** @returns the seconds to wait, or 0 when the request may go on and is counted */
export type Ask = (kind: 'send' | 'status') => number;

export function createQuota(quota: Quota, clock: () => number = Date.now): Ask {
  const twice = (limit: number | undefined) =>
    limit === undefined ? undefined : limit * statusFactor;
  const windows = {
    send: window(quota.perMinute, quota.perHour),
    status: window(
      quota.statusPerMinute ?? twice(quota.perMinute),
      quota.statusPerHour ?? twice(quota.perHour),
    ),
  };
  return (kind) => windows[kind](clock());
}

/** Refused requests don't count. */
function window(perMinute = Number.POSITIVE_INFINITY, perHour = Number.POSITIVE_INFINITY) {
  let taken: number[] = [];
  return (now: number): number => {
    taken = taken.filter((at) => at > now - hourMs);
    const waits = [waitFor(taken, perHour, hourMs, now), waitFor(taken, perMinute, minuteMs, now)];
    const wait = Math.max(...waits);
    if (wait === 0) taken.push(now);
    return Math.ceil(wait / 1_000);
  };
}

/** Milliseconds until the oldest of the last `limit` requests leaves the window. */
function waitFor(taken: number[], limit: number, span: number, now: number): number {
  const oldest = limit === 0 ? now : taken.at(-limit);
  return oldest === undefined ? 0 : Math.max(0, oldest + span - now);
}
