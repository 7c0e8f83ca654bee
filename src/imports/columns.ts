/** Recognizes a file's columns by the names that people and programs use in three languages. */
import { cleanText } from '../policy/clean-text.ts';
import { limit } from '../policy/limits.ts';
import { type Fault, Refusal } from '../policy/problems.ts';

const required = ['email', 'firstName', 'lastName', 'role'] as const;
export type Column = (typeof required)[number] | 'language';

/** In lower case, letters only: matches `E-mail`, `first_name` and `First Name [Required]`. */
const known: Readonly<Record<Column, readonly string[]>> = {
  email: [
    ...['email', 'emailaddress', 'mail', 'workemail'],
    ...['sähköposti', 'sähköpostiosoite', 'sposti', 'spostiosoite', 'epostiosoite'],
    ...['epost', 'epostadress', 'epostaddress', 'mailadress', 'mejladress'],
  ],
  firstName: [
    ...['firstname', 'givenname', 'forename'],
    ...['etunimi', 'etunimet', 'kutsumanimi', 'förnamn', 'tilltalsnamn'],
  ],
  lastName: ['lastname', 'surname', 'familyname', 'sukunimi', 'efternamn', 'släktnamn'],
  role: ['role', 'userrole', 'rooli', 'käyttäjärooli', 'roll', 'användarroll'],
  language: [
    ...['language', 'lang', 'preferredlanguage', 'locale'],
    ...['kieli', 'asiointikieli', 'språk', 'kontaktspråk'],
  ],
};

const byName = new Map(
  Object.entries(known).flatMap(([column, names]) =>
    names.map((name): [string, string] => [name, column]),
  ),
);

/** How many characters of an unknown name are repeated, and how many names. */
const shownCharactersMax = 40;
const shownNamesMax = 20;

export function columnOf(cell: string): Column | undefined {
  const found = byName.get(plainName(cell));
  return [...required, 'language' as const].find((column) => column === found);
}

/** @returns the name in lower case, letters and digits only; empty if it is too long for one */
export function plainName(cell: string): string {
  if (cell.length > limit.nameCharactersMax) return '';
  return cleanText(cell)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[[(][^\])]*[\])]/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * @returns the column of each cell, and the names of ignored columns
 * @throws Refusal invalid_input that names the columns that are missing, repeated or unknown
 */
export function readHeader(cells: readonly string[]) {
  if (cells.length > limit.importColumnsMax)
    throw new Refusal('invalid_input', { faults: [tooMany] });
  const columns = cells.map(columnOf);
  const unknown = cells
    .filter((cell) => cleanText(cell) !== '' && !columnOf(cell))
    .map((cell) => cleanText(cell).slice(0, shownCharactersMax))
    .slice(0, shownNamesMax);
  const missing = required.filter((column) => !columns.includes(column));
  const repeated = columns.filter((column, at) => column && columns.indexOf(column) !== at);
  // A file without a header begins with a person, who must not be named in an error.
  if (cells.some((cell) => cell.includes('@')))
    throw new Refusal('invalid_input', { faults: [fault('columns_absent', missing)] });
  const faults = [
    ...(missing.length > 0 ? [fault('columns_missing', missing)] : []),
    ...(repeated.length > 0 ? [fault('columns_repeated', repeated)] : []),
  ];
  if (faults.length === 0) return { columns, ignored: unknown };
  if (unknown.length > 0) faults.push(fault('columns_unknown', unknown));
  throw new Refusal('invalid_input', { faults });
}

const tooMany: Fault = {
  field: 'body.csv',
  rule: 'too_big',
  message: `must have at most ${limit.importColumnsMax} columns`,
};

const messages = {
  columns_absent: 'must begin with a header row that names the columns; missing:',
  columns_missing: 'lacks the columns',
  columns_repeated: 'must have each column only once; repeated:',
  columns_unknown: 'has unknown columns:',
};

function fault(rule: keyof typeof messages, names: readonly (string | undefined)[]): Fault {
  const said = [...new Set(names)].flatMap((name) => name ?? []);
  return { field: 'body.csv', rule, message: `${messages[rule]} ${said.join(', ')}`, names: said };
}
