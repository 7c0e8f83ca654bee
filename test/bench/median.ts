/** Medians and quantiles. */

/** @returns the smallest value that at least the given share of values does not exceed */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** @returns the quantiles at 0 %, 1 % … 100 %, for plots */
export const quantiles = (values: readonly number[]): number[] =>
  Array.from({ length: 101 }, (_, percent) => quantile(values, percent / 100));

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const sum = (values: Iterable<number>): number =>
  [...values].reduce((all, one) => all + one, 0);
