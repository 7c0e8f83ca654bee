/** Reads a CSV file as people's programs write it; each line is fit to be invited or says why not. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import * as input from '../policy/input.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { roleNames } from '../policy/role-names.ts';
import { type Role, roles } from '../policy/roles.ts';

/** What a program may take for a formula, when the lists of this service are opened in it. */
const formula = /^[=+\-@\t\r]/;
const name = input.name.refine((text) => !formula.test(text), 'must not begin like a formula');

const person = z.object({
  email: input.email.refine((text) => !formula.test(text), 'must not begin like a formula'),
  firstName: name,
  lastName: name,
  role: input.role,
  language: input.language.optional(),
});
export type ImportedPerson = z.infer<typeof person>;

/** `line` counts as a spreadsheet does: the header is line 1. */
export type FileLine =
  | { line: number; person: ImportedPerson }
  | { line: number; faults: readonly string[] };

const columns: Readonly<Record<string, keyof ImportedPerson>> = {
  email: 'email',
  'e-mail': 'email',
  sähköposti: 'email',
  'e-post': 'email',
  firstname: 'firstName',
  etunimi: 'firstName',
  förnamn: 'firstName',
  lastname: 'lastName',
  sukunimi: 'lastName',
  efternamn: 'lastName',
  role: 'role',
  rooli: 'role',
  roll: 'role',
  language: 'language',
  kieli: 'language',
  språk: 'language',
};

const required = ['email', 'firstName', 'lastName', 'role'] as const;

/** @throws Refusal invalid_input for a file that is no such table */
export function readFile(csv: string): FileLine[] {
  if (csv.includes('\uFFFD')) throw unreadable('must be saved as CSV UTF-8');
  const [header = [], ...records] = records500(csv);
  const names = header.map((cell) => columns[cell.trim().toLowerCase().replaceAll(' ', '')]);
  if (names.includes(undefined) || new Set(names).size !== names.length)
    throw unreadable('must have the columns email, firstName, lastName, role, language, each once');
  const missing = required.filter((each) => !names.includes(each));
  if (missing.length > 0) throw unreadable(`lacks the columns ${missing.join(', ')}`);
  if (records.length === 0) throw unreadable('has no rows below the header');
  const seen = new Set<string>();
  return records.map((cells, index) => readLine(index + 2, names, cells, seen));
}

function records500(csv: string): string[][] {
  const [first = ''] = csv.split(/\r?\n/, 1);
  const delimiter = first.includes(';') ? ';' : ',';
  const max = limit.importRowsMax + 1;
  const options = { bom: true, delimiter, skip_records_with_empty_values: true, to: max + 1 };
  let records: string[][];
  try {
    records = parse(csv, { ...options, relax_column_count: true });
  } catch {
    throw unreadable('must be CSV: quotes that are opened must be closed');
  }
  if (records.length > max) throw unreadable(`must have at most ${limit.importRowsMax} rows`);
  return records;
}

function readLine(
  line: number,
  names: readonly (string | undefined)[],
  cells: readonly string[],
  seen: Set<string>,
): FileLine {
  const given = Object.fromEntries(names.map((key, index) => [key, cells[index]?.trim()]));
  const language = given['language']?.toLowerCase() || undefined;
  const read = person.safeParse({ ...given, role: roleOf(given['role']), language });
  if (!read.success) {
    const fields = new Set(read.error.issues.map((issue) => String(issue.path[0])));
    return { line, faults: [...fields] };
  }
  if (cells.length > names.length) return { line, faults: ['columns'] };
  if (seen.has(read.data.email)) return { line, faults: ['repeated'] };
  seen.add(read.data.email);
  return { line, person: read.data };
}

/** By its code or by its name in any language. */
function roleOf(text: string | undefined): Role | undefined {
  const wanted = text?.toLowerCase();
  return roles.find(
    (each) => each === wanted || Object.values(roleNames).some((names) => names[each] === wanted),
  );
}

function unreadable(message: string): Refusal {
  return new Refusal('invalid_input', { faults: [{ field: 'body.csv', message }] });
}
