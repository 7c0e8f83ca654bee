/** Time in UTC: the length of its units, and arithmetic with instants, days and months. */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const hourSeconds = 3_600;
export const daySeconds = 24 * hourSeconds;

/** @returns the ISO instant that many milliseconds later */
export function laterBy(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** @returns the ISO instant that many milliseconds earlier */
export function earlierBy(instant: string, milliseconds: number): string {
  return laterBy(instant, -milliseconds);
}

/** @param instant ISO @returns its day in UTC, such as `2026-12-31`; see `dayOf` for Helsinki's */
export const utcDayOf = (instant: string): string => instant.slice(0, 10);

/** @param day such as `2026-12-31` @returns the day after it */
export const dayAfter = (day: string): string => utcDayOf(laterBy(day, dayMs));

/** @param day such as `2026-12-31`, or an ISO instant @returns its month, such as `202612` */
export const monthOf = (day: string): string => day.slice(0, 7).replace('-', '');

/** @returns the instant at which the month begins that is so many months away from an instant's */
export function firstOfMonth(instant: string, months: number): string {
  const at = new Date(instant);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)).toISOString();
}
