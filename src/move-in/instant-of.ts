/** A number that is no time yields a text that is no date, so that its line is invalid. */

/** @param at milliseconds since 1970 */
export function instantOf(at: number): string {
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? 'no time' : instant.toISOString();
}
