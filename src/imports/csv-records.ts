/** Splits a CSV text into rows with their line numbers; a malformed row affects no other. */
import { CsvError, parse } from 'csv-parse/sync';
import { limit } from '../policy/limits.ts';

export type CsvRow = {
  /** Numbered as in a spreadsheet: the first line is 1; a quoted cell may span several. */
  line: number;
  cells: readonly string[];
  /** A quote is misplaced, so the cells are a guess. */
  isBroken?: true;
};

/** In order of preference: on a tie the first wins. */
const delimiters = [';', ',', '\t', '|'];

/** Marks the end of a file in DOS, and in files that some programs still write. */
const endOfFile = '\u001A';

/** @returns the lines except those that hold no data: byte order mark, `sep=;`, end-of-file mark */
export function linesOf(csv: string): { lines: string[]; delimiter: string | undefined } {
  const lines = csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => (line.endsWith(endOfFile) ? line.slice(0, -1) : line));
  const delimiter = /^"?sep=(.)"?$/i.exec(lines[0] ?? '')?.[1];
  return { lines: delimiter ? ['', ...lines.slice(1)] : lines, delimiter };
}

/** @returns the delimiter that gives the first row the most known cells */
export function delimiterOf(lines: readonly string[], isKnown: (cell: string) => boolean): string {
  const header = lines.find((line) => !isBlank(line)) ?? '';
  const max = limit.importColumnsMax;
  const known = (delimiter: string) =>
    splitRoughly(header, delimiter)
      .slice(0, max)
      .filter((cell) => isKnown(cell)).length;
  return delimiters.reduce((best, next) => (known(next) > known(best) ? next : best));
}

/** Skips rows without any text, wherever they are. */
export function* readRows(lines: readonly string[], delimiter: string): Generator<CsvRow> {
  for (let at = 0; at < lines.length; ) {
    const first = lines[at] ?? '';
    if (isBlank(first)) {
      at++;
      continue;
    }
    const count = linesOfRow(lines, at);
    const cells = cellsOf(lines.slice(at, at + count).join('\n'), delimiter);
    const line = at + 1;
    yield cells ? { line, cells } : { line, cells: splitRoughly(first, delimiter), isBroken: true };
    // The line after a malformed row may be a good row.
    at += cells ? count : 1;
  }
}

/** A row continues while a quote is open; a quote that is never closed is ignored. */
function linesOfRow(lines: readonly string[], from: number): number {
  let isOpen = false;
  for (let count = 1; count <= limit.importCellLinesMax; count++) {
    const quotes = (lines[from + count - 1] ?? '').split('"').length - 1;
    if (quotes % 2 === 1) isOpen = !isOpen;
    if (!isOpen) return count;
  }
  return 1;
}

/** @returns undefined unless the text is exactly one row of CSV */
function cellsOf(text: string, delimiter: string): string[] | undefined {
  try {
    const options = { delimiter, record_delimiter: '\n', relax_column_count: true, trim: true };
    const rows: string[][] = parse(text, options);
    return rows.length === 1 ? rows[0] : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function splitRoughly(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.replaceAll('"', ''));
}

function isBlank(line: string): boolean {
  return /^[\s;,|"]*$/.test(line);
}
