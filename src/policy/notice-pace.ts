/** How many notices go out in an hour, and how early they begin, so that all are in time. */
import { limit } from './limits.ts';

/** @returns how many notices an hourly run may queue */
export function noticesPerHour(mailsPerHour: number): number {
  return Math.max(1, Math.floor((mailsPerHour * limit.noticeQuotaPercent) / 100));
}

/**
 * @param due accounts due on each of the coming days, starting today
 * @returns how many days ahead notices must begin now: up to the last day whose notices the days
 *   until then cannot send
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
