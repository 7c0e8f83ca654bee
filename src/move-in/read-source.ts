/** Reads a file of people in any known format, one person at a time; a bad line affects no other. */
import { z } from 'zod';
import { limit } from '../policy/limits.ts';
import { Refusal } from '../policy/problems.ts';
import { fromDrupal, isDrupal } from './from-drupal.ts';
import { fromKeycloak, isKeycloak } from './from-keycloak.ts';
import { readTable } from './read-table.ts';
import { readPerson, type SourceLine } from './source-person.ts';

/** Keycloak's realm export, or a part of it with users only. */
const realm = z.object({ users: z.array(z.unknown()) });

/** The JSON export of phpMyAdmin: a list of headers and tables. */
const exported = z.object({ type: z.literal('table'), data: z.array(z.unknown()) });

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
  const start = text.trimStart().slice(0, 1);
  if (start !== '{' && start !== '[') return readTable(text);
  const firstLine = text.trimStart().split('\n', 1)[0] ?? '';
  const first = parsed(firstLine);
  if (isPlainObject(first) && !realm.safeParse(first).success) return readLines(text);
  return listIn(parsed(text)).map((item, index) => readItem(index + 1, item));
}

function listIn(whole: unknown): readonly unknown[] {
  const { data: export_ } = realm.safeParse(whole);
  if (export_) return export_.users;
  if (!Array.isArray(whole)) throw unreadable('format', 'must be JSON lines, a JSON list or CSV');
  const tables = whole.flatMap((item) => exported.safeParse(item).data ?? []);
  return tables.length > 0 ? tables.flatMap(({ data }) => data) : whole;
}

function* readLines(text: string): Generator<SourceLine> {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const written = text.slice(at, end < 0 ? undefined : end).trim();
    at = end < 0 ? text.length : end + 1;
    line++;
    if (written !== '') yield readItem(line, parsed(written));
  }
}

function readItem(line: number, item: unknown): SourceLine {
  if (!isPlainObject(item)) return { line, faults: ['json'] };
  if (isDrupal(item)) return readPerson(line, fromDrupal(item));
  return readPerson(line, isKeycloak(item) ? fromKeycloak(item) : item);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unreadable = (rule: string, message: string) =>
  new Refusal('invalid_input', { faults: [{ field: 'file', rule, message }] });
