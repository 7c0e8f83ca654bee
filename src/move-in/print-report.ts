/** Prints a report and its lines, without any name or address. */
import { buckets, moveInNotes } from '../policy/move-in-buckets.ts';
import type { Classified } from './classify.ts';
import type { Report } from './report.ts';
import type { LineOutcome } from './run.ts';

/** @returns the line by its number in the file, unless it moves in like most */
export function outcomeLine(
  { line, bucket, why }: Pick<Classified, 'line' | 'bucket' | 'why'>,
  went?: LineOutcome,
): string | undefined {
  if (went?.outcome === 'refused') return `line ${line}: refused (${went.code})`;
  if (went || bucket === 'fine') return undefined;
  return `line ${line}: ${bucket}${why ? ` (${why})` : ''}`;
}

export function linesOf(report: Report): string {
  const { total, expected, here, difference } = report;
  return [
    `${total} people in the file`,
    ...buckets.map((bucket) => `  ${bucket.padEnd(20)} ${report.buckets[bucket]}`),
    `${expected} people move in`,
    ...moveInNotes.map((note) => `  ${note.padEnd(20)} ${report.notes[note]}`),
    `${here} of them are here, difference ${difference}`,
  ].join('\n');
}
