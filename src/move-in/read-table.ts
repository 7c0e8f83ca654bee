/** Reads a CSV file of people, such as a spreadsheet without passwords. */
import { columnOf, plainName } from '../imports/columns.ts';
import { delimiterOf, linesOf, readRows } from '../imports/csv-records.ts';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { readPerson, type SourceLine } from './source-person.ts';

/** In addition to the columns of an import; as `plainName` writes them. */
const more: Readonly<Record<string, readonly string[]>> = {
  externalId: ['externalid', 'id', 'uid', 'userid', 'tunniste', 'käyttäjätunniste', 'användarid'],
  organization: [
    ...['organization', 'organisation', 'organisaatio', 'kotiorganisaatio', 'kunta'],
    ...['hemorganisation', 'kommun'],
  ],
  createdAt: ['createdat', 'created', 'luotu', 'skapad'],
  lastSignInAt: [
    ...['lastsigninat', 'lastsignin', 'lastlogin', 'viimeisinkirjautuminen', 'viimeksikirjautunut'],
    ...['viimeinenkirjautuminen', 'senasteinloggning', 'senastinloggad'],
  ],
  status: ['status', 'tila'],
  passwordHash: ['passwordhash', 'hash'],
};

/** What a cell says about somebody who has never signed in. */
const never = /^(?:never|ei koskaan|aldrig|-|0)$/i;

/** @throws Refusal invalid_input when the file has no header with address and names */
export function* readTable(csv: string): Generator<SourceLine> {
  const { lines, delimiter } = linesOf(csv);
  const isKnown = (cell: string) => nameOf(cell) !== undefined;
  const rows = readRows(lines, delimiter ?? delimiterOf(lines, isKnown));
  const columns = headerIn(rows.next().value?.cells ?? []);
  for (const { line, cells, isBroken } of rows) {
    if (isBroken) yield { line, faults: ['quotes'] };
    else if (cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      yield { line, faults: ['columns'] };
    else yield readPerson(line, fieldsOf(columns, cells));
  }
}

const nameOf = (cell: string): string | undefined =>
  columnOf(cell) ?? Object.keys(more).find((name) => more[name]?.includes(plainName(cell)));

function headerIn(cells: readonly string[]): (string | undefined)[] {
  const columns = cells.slice(0, limit.importColumnsMax).map(nameOf);
  const missing = ['email', 'firstName', 'lastName'].filter((name) => !columns.includes(name));
  const repeated = columns.filter((name, at) => name && columns.indexOf(name) !== at);
  if (missing.length === 0 && repeated.length === 0) return columns;
  const faults = [
    { field: 'file', rule: 'columns_missing', message: 'lacks columns', names: missing },
    { field: 'file', rule: 'columns_repeated', message: 'repeats columns', names: repeated },
  ].map((fault) => ({ ...fault, names: fault.names.filter((name) => name !== undefined) }));
  throw new Refusal('invalid_input', { faults: faults.filter(({ names }) => names.length > 0) });
}

/** An empty cell says nothing; several values are separated by a vertical bar. */
function fieldsOf(columns: readonly (string | undefined)[], cells: readonly string[]): unknown {
  const given = columns.flatMap((name, at): [string, unknown][] => {
    const cell = cells[at]?.trim() ?? '';
    return name === undefined || cell === '' ? [] : [[name, cellValue(name, cell)]];
  });
  return Object.fromEntries(given);
}

function cellValue(name: string, cell: string): unknown {
  // No field accepts an object, so that the line is invalid and names this one.
  if (cell.length > limit.importCellCharactersMax) return {};
  if (name === 'role' || name === 'organization') return cell.split('|');
  if (name === 'lastSignInAt' && never.test(cell)) return null;
  return name === 'status' ? cell.toLowerCase() : cell;
}
