/** Enforces the e-mail service's quota for any minute and any hour of the local clock. */
import { hourMs, minuteMs } from '../policy/time.ts';

export type Quota = {
  /** Send requests; status requests have a separate limit, twice as high, as in the service. */
  perMinute?: number;
  perHour?: number;
  /** Overrides the limit for status requests. */
  statusPerMinute?: number;
  statusPerHour?: number;
};
const statusFactor = 2;

/** @returns seconds to wait, or 0 if the request is accepted and counted */
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

/** A sliding window; refused requests don't count. */
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

/** @returns milliseconds until the oldest of the last `limit` requests leaves the window */
function waitFor(taken: number[], limit: number, span: number, now: number): number {
  const oldest = limit === 0 ? now : taken.at(-limit);
  return oldest === undefined ? 0 : Math.max(0, oldest + span - now);
}
