/** Cuts a CSV text into rows, each with the line on which it begins; a broken row spoils no other. */
import { CsvError, parse } from 'csv-parse/sync';
import { limit } from '../policy/limits.ts';

export type CsvRow = {
  /** As a spreadsheet counts: the first line is 1, and a quoted cell may go on for several. */
  line: number;
  cells: readonly string[];
  /** A quote stands where none can; the cells are then a guess. */
  isBroken?: true;
};

/** In the order in which they are tried; of equal ones the first is taken. */
const delimiters = [';', ',', '\t', '|'];

/** Ends a file under DOS, and in what some programs still write. */
const endOfFile = '\u001A';

/** @returns the lines without what is no row: a byte order mark, `sep=;`, the end of the file */
export function linesOf(csv: string): { lines: string[]; delimiter: string | undefined } {
  const lines = csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => (line.endsWith(endOfFile) ? line.slice(0, -1) : line));
  const delimiter = /^"?sep=(.)"?$/i.exec(lines[0] ?? '')?.[1];
  return { lines: delimiter ? ['', ...lines.slice(1)] : lines, delimiter };
}

/** @returns the delimiter with which the most cells of the first row are known */
export function delimiterOf(lines: readonly string[], isKnown: (cell: string) => boolean): string {
  const header = lines.find((line) => !isBlank(line)) ?? '';
  const max = limit.importColumnsMax;
  const known = (delimiter: string) =>
    splitRoughly(header, delimiter)
      .slice(0, max)
      .filter((cell) => isKnown(cell)).length;
  return delimiters.reduce((best, next) => (known(next) > known(best) ? next : best));
}

/** Rows without any text are left out, wherever they are. */
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
    // What follows a broken row may be a good one.
    at += cells ? count : 1;
  }
}

/** A row goes on while a quote is open; one that is never closed opens nothing. */
function linesOfRow(lines: readonly string[], from: number): number {
  let isOpen = false;
  for (let count = 1; count <= limit.importCellLinesMax; count++) {
    const quotes = (lines[from + count - 1] ?? '').split('"').length - 1;
    if (quotes % 2 === 1) isOpen = !isOpen;
    if (!isOpen) return count;
  }
  return 1;
}

/** @returns undefined where the text is not one row of CSV */
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
