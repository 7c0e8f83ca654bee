/** How many notices an hour takes, and how early they begin, so that the last one is in time. */
import { limit } from './limits.ts';

/** @returns notices that a run of one hour may put into the queue */
export function noticesPerHour(mailsPerHour: number): number {
  return Math.max(1, Math.floor((mailsPerHour * limit.noticeQuotaPercent) / 100));
}

/**
 * @param due accounts filed under each of the coming days, from today on
 * @returns how many days ahead notices must begin now: up to the last day that the days before it
 *   could not take
 */
export function earlyDaysFor(due: readonly number[], mailsPerHour: number): number {
  const perDay = noticesPerHour(mailsPerHour) * 24;
  let sum = 0;
  let early = 0;
  for (const [day, count] of due.entries()) {
    sum += count;
    if (day > 0 && sum > perDay * day) early = day;
  }
  return Math.min(early, limit.noticeEarlyDaysMax);
}
