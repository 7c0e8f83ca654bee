/** How many notices an hour takes, and how early they begin, so that the last one is in time. */
import { limit } from './limits.ts';

/** @returns notices that a run of one hour may put into the queue */
export function noticesPerHour(mailsPerHour: number): number {
  return Math.max(1, Math.floor((mailsPerHour * limit.noticeQuotaPercent) / 100));
}

/**
 * @param due accounts filed under each of the coming days, from today on
 * @returns the days by which notices must begin early, so that none of these days falls behind
 */
export function earlyDaysFor(due: readonly number[], mailsPerHour: number): number {
  const perDay = noticesPerHour(mailsPerHour) * 24;
  let sum = 0;
  const behind = due.map((count, day) => {
    sum += count;
    return Math.ceil(sum / perDay) - (day + 1);
  });
  return Math.min(Math.max(0, ...behind), limit.noticeEarlyDaysMax);
}
