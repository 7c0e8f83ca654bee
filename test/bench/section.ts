/** What an item of the bench measures and tells, the same for all: rows with ratios and limits. */
import type { Line } from '../simulate/plot.ts';
import type { Lane } from './timeline.ts';

export type Row = {
  name: string;
  /** What was measured of the service, with its unit. */
  ours: string;
  /** The same of what stands beside it. */
  other?: string;
  /** Ours by the other, or another number without a unit that does not depend on the machine. */
  ratio?: number;
  /** Holds when the ratio is this or less. */
  atMost?: number;
  /** Holds when the ratio is this or more. */
  atLeast?: number;
  remark?: string;
  /** Why the limit need not hold; such a row is told, but fails nothing. */
  because?: string;
};

/** `axis` is what is below a step of the lines, with its number for `#`: `day #` when not given. */
export type Plot =
  | { title: string; lines: readonly Line[]; axis?: string }
  | { title: string; lanes: readonly Lane[] };

/** What an item found; the bench adds whose it is. */
export type Measured = {
  head: { ours: string; other?: string };
  rows: readonly Row[];
  plots: readonly Plot[];
  remarks: readonly string[];
};

export type Section = Pick<Item, 'id' | 'title'> & Measured;

/** `quick`: less of each, so that all items together take less than 3 minutes. */
export type Run = { quick: boolean; progress(done: number, of: number): void };

export type Item = { id: string; title: string; measure(run: Run): Promise<Measured> };

/** @returns the measured beside what it is held against, in two colours */
export function two(ours: Omit<Line, 'color'>, other: Omit<Line, 'color'>): Line[] {
  return [
    { ...ours, color: '#0000bf' },
    { ...other, color: '#bd2719' },
  ];
}

/** @returns whether the row's limit holds; nothing when it has none */
export function holds({ ratio, atMost, atLeast }: Row): boolean | undefined {
  if (ratio === undefined || (atMost === undefined && atLeast === undefined)) return undefined;
  return ratio <= (atMost ?? Number.POSITIVE_INFINITY) && ratio >= (atLeast ?? 0);
}
