/** Prints a report and its lines, without any name or address. */
import { buckets, moveInNotes } from '../policy/move-in-buckets.ts';
import type { Classified } from './classify.ts';
import type { Report } from './report.ts';

/** @returns the line, unless it moves in like most; by its number in the file */
export function outcomeLine(
  { line, bucket, why }: Pick<Classified, 'line' | 'bucket' | 'why'>,
  outcome?: string,
): string | undefined {
  const went = outcome === undefined || ['moved', 'here', 'merged'].includes(outcome);
  if (!went) return `line ${line}: refused (${outcome})`;
  if (outcome !== undefined || bucket === 'fine') return undefined;
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
