/** Reads a CSV file as programs write it; each line can be invited or states its faults. */
import { z } from 'zod';
import { cleanText } from '../policy/clean-text.ts';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { type Column, columnOf, readHeader } from './columns.ts';
import { type CsvRow, delimiterOf, linesOf, readRows } from './csv-records.ts';
import { languageOf, roleOf } from './words.ts';

/** What a spreadsheet program may take for a formula when it opens this service's lists. */
const formula = /^[=+\-@\t\r]/;
const name = input.name.refine((text) => !formula.test(text), 'must not start like a formula');

/** What a file may say about a person. */
export const namedPerson = z.object({
  email: input.email.refine((text) => !formula.test(text), 'must not start like a formula'),
  firstName: name,
  lastName: name,
});

const person = namedPerson.extend({
  role: input.role,
  language: input.language.optional(),
});
export type ImportedPerson = z.infer<typeof person>;

/** `line` is the line number in the file, `name` the person's name as written there. */
export type FileLine = { line: number; name: string } & (
  | { person: ImportedPerson }
  | { faults: readonly string[] }
);

/**
 * @returns the lines, and the names of ignored columns
 * @throws Refusal invalid_input when the file is not such a table
 */
export function readFile(csv: string): { lines: FileLine[]; ignored: string[] } {
  // Text decoded with the wrong encoding contains one of these.
  if (/[\uFFFD\0]/.test(csv)) throw unreadable('encoding', 'must be saved as CSV UTF-8');
  const { lines, delimiter } = linesOf(csv);
  const rows = readRows(
    lines,
    delimiter ?? delimiterOf(lines, (cell) => columnOf(cell) !== undefined),
  );
  const { columns, ignored } = readHeader(rows.next().value?.cells ?? []);
  const seen = new Set<string>();
  const read: FileLine[] = [];
  for (const row of rows) {
    if (read.length >= limit.importRowsMax)
      throw unreadable('too_big', `must have at most ${limit.importRowsMax} rows`);
    read.push(readLine(row, columns, seen));
  }
  if (read.length === 0) throw unreadable('no_rows', 'has no rows below the header');
  return { lines: read, ignored };
}

function readLine(
  { line, cells, isBroken }: CsvRow,
  columns: readonly (Column | undefined)[],
  seen: Set<string>,
): FileLine {
  const cell = (column: Column) =>
    (cells[columns.indexOf(column)] ?? '').slice(0, limit.importCellCharactersMax);
  const about = { line, name: shownName(`${cell('firstName')} ${cell('lastName')}`) };
  if (isBroken) return { ...about, faults: ['quotes'] };
  const beyond = cells.slice(columns.length).some((text) => cleanText(text) !== '');
  if (beyond) return { ...about, faults: ['columns'] };
  const language = cell('language');
  const read = person.safeParse({
    email: cell('email'),
    firstName: cell('firstName'),
    lastName: cell('lastName'),
    role: roleOf(cell('role')),
    ...(cleanText(language) !== '' && { language: languageOf(language) ?? 'unknown' }),
  });
  if (!read.success) {
    const fields = new Set(read.error.issues.map((issue) => String(issue.path[0])));
    return { ...about, faults: [...fields] };
  }
  if (seen.has(read.data.email)) return { ...about, faults: ['repeated'] };
  seen.add(read.data.email);
  return { ...about, person: read.data };
}

/** For the person who sent the file: as written there, truncated to the length of two names. */
function shownName(text: string): string {
  return cleanText(text).slice(0, 2 * limit.nameCharactersMax);
}

function unreadable(rule: string, message: string): Refusal {
  return new Refusal('invalid_input', { faults: [{ field: 'body.csv', rule, message }] });
}
