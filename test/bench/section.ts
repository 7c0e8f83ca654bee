/** The common format of all bench results: rows with ratios and limits. */
import type { Line } from '../simulate/plot.ts';
import type { Lane } from './timeline.ts';

export type Row = {
  name: string;
  /** The service's value, with its unit. */
  ours: string;
  /** The compared value. */
  other?: string;
  /** Ours divided by the other, or another machine-independent number without a unit. */
  ratio?: number;
  /** Upper limit of the ratio. */
  atMost?: number;
  /** Lower limit of the ratio. */
  atLeast?: number;
  /** A count or a size, of which a quick run is as certain as a full one. */
  exact?: true;
  /** Measured by a quick run. */
  rough?: boolean;
  remark?: string;
} & (Explained | { because?: undefined; issue?: undefined });

/** Why the limit need not hold, and the issue about it; such a row is reported but fails nothing. */
type Explained = { because: string; issue: number };

/** `axis` labels the steps of the lines, with the number for `#`; `day #` by default. */
export type Plot =
  | { title: string; lines: readonly Line[]; axis?: string }
  | { title: string; lanes: readonly Lane[] };

/** An item's results; the bench adds the item's id and title. */
export type Measured = {
  head: { ours: string; other?: string };
  rows: readonly Row[];
  plots: readonly Plot[];
  remarks: readonly string[];
};

export type Section = Pick<Item, 'id' | 'title'> & Measured;

/** `quick` measures less, so that all items together take about 3 minutes on 2 idle cores. */
export type Run = { quick: boolean; progress(done: number, of: number): void };

export type Item = { id: string; title: string; measure(run: Run): Promise<Measured> };

/** @returns two lines to compare, in two colors */
export function two(ours: Omit<Line, 'color'>, other: Omit<Line, 'color'>): Line[] {
  return [
    { ...ours, color: '#0000bf' },
    { ...other, color: '#bd2719' },
  ];
}

/** @returns whether the row's limit holds; undefined if it has none */
export function holds({ ratio, atMost, atLeast }: Row): boolean | undefined {
  if (ratio === undefined || (atMost === undefined && atLeast === undefined)) return undefined;
  return ratio <= (atMost ?? Number.POSITIVE_INFINITY) && ratio >= (atLeast ?? 0);
}

/** The part of its limit by which a ratio may differ between a quick run and a full one. */
const roughness = 0.25;

export type Verdict = 'yes' | 'no' | 'close';

/**
 * @returns whether the row's limit holds, or that a quick run is too rough to say; undefined if it
 *   has no limit
 */
export function verdict(row: Row): Verdict | undefined {
  const held = holds(row);
  const { ratio = 0, atMost, atLeast, rough, exact } = row;
  if (held === undefined) return undefined;
  const near = (limit: number | undefined) =>
    limit !== undefined && Math.abs(ratio - limit) <= roughness * limit;
  if (rough && !exact && (near(atMost) || near(atLeast))) return 'close';
  return held ? 'yes' : 'no';
}

/** @returns why the row's limit does not hold, and the issue about it, if it has a reason */
export function reasonOf(row: Row): string | undefined {
  if (verdict(row) !== 'no' || row.because === undefined) return undefined;
  return `${row.because} Issue ${row.issue}.`;
}

/** The issue about speed and size, to which every limit that does not hold belongs. */
const speedIssue = 26;

/** @returns the row, with the reason if its limit does not hold */
export function explained(row: Row, because: string): Row {
  return holds(row) === false ? { ...row, because, issue: speedIssue } : row;
}
