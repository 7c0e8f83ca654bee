/** Reads a file of people in any known format, one person at a time; a bad line affects no other. */
import { limit } from '../policy/limits.ts';
import { isJson, isLines, isObject, parsedJson, peopleIn } from '../policy/people-file.ts';
import { Refusal } from '../policy/problems.ts';
import { fromDrupal, isDrupal } from './from-drupal.ts';
import { fromKeycloak, isKeycloak } from './from-keycloak.ts';
import { readTable } from './read-table.ts';
import { readPerson, type SourceLine } from './source-person.ts';

/**
 * JSON lines, a JSON list, a realm export or CSV.
 * @throws Refusal invalid_input when the file is none of these, is empty or has too many people
 */
export function* readSource(text: string): Generator<SourceLine> {
  if (text.includes('\uFFFD') || text.includes('\0'))
    throw unreadable('encoding', 'must be saved as UTF-8');
  let count = 0;
  for (const line of linesIn(text.replace(/^\uFEFF/, ''))) {
    if (++count > limit.moveInLinesMax)
      throw unreadable('too_big', `must have at most ${limit.moveInLinesMax} people`);
    yield line;
  }
  if (count === 0) throw unreadable('no_rows', 'has no people');
}

function linesIn(text: string): Iterable<SourceLine> {
  if (!isJson(text)) return readTable(text);
  if (isLines(text)) return readLines(text);
  const people = peopleIn(parsedJson(text));
  if (!people) throw unreadable('format', 'must be JSON lines, a JSON list or CSV');
  return people.map((item, index) => readItem(index + 1, item));
}

function* readLines(text: string): Generator<SourceLine> {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const written = text.slice(at, end < 0 ? undefined : end).trim();
    at = end < 0 ? text.length : end + 1;
    line++;
    if (written !== '') yield readItem(line, parsedJson(written));
  }
}

function readItem(line: number, given: unknown): SourceLine {
  const item = unwrapped(given);
  if (!isObject(item)) return { line, faults: ['json'] };
  if (isDrupal(item)) return readPerson(line, fromDrupal(item));
  return readPerson(line, isKeycloak(item) ? fromKeycloak(item) : item);
}

/** A query that makes one JSON text of each person is itself exported as a column of such texts. */
function unwrapped(item: unknown): unknown {
  const [cell, ...others] = isObject(item) ? Object.values(item) : [];
  const inner = typeof cell === 'string' && others.length === 0 ? parsedJson(cell) : undefined;
  return isObject(inner) ? inner : item;
}

const unreadable = (rule: string, message: string) =>
  new Refusal('invalid_input', { faults: [{ field: 'file', rule, message }] });
