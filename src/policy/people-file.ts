/** Cuts a file of people into parts that can be read on their own; lists become JSON lines. */
import { limit } from './limits.ts';

export type FilePart = {
  text: string;
  /** The number, in the whole file, of the part's first line of people. */
  firstLine: number;
};

/** A quote that is never closed does not keep the rest of the file together. */
export const partLinesMax = limit.moveInPartLines + limit.importCellLinesMax;

/** @returns the people of a JSON list, an export of phpMyAdmin or of realms; undefined if neither */
export function peopleIn(whole: unknown): readonly unknown[] | undefined {
  if (isObject(whole)) return Array.isArray(whole['users']) ? whole['users'] : undefined;
  if (!Array.isArray(whole)) return undefined;
  const lists = whole.flatMap((item) => {
    const list = isObject(item) && (item['type'] === 'table' ? item['data'] : item['users']);
    return Array.isArray(list) ? [list] : [];
  });
  return lists.length > 0 ? lists.flat() : whole;
}

/** @returns whether each line is a person of its own; bad lines do not change that, wherever they are */
export function isLines(text: string): boolean {
  const first = parsedJson(text.trimStart().split('\n', 1)[0] ?? '');
  if (isObject(first)) return peopleIn(first) === undefined;
  if (!/^\s*\{/.test(text) || parsedJson(text) !== undefined) return false;
  // Most lines of a damaged export of another form do not begin an object.
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.filter((line) => line.startsWith('{')).length * 2 > lines.length;
}

/** @returns undefined for text that is not JSON */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** Each part of a CSV file begins with the header; a proper quoted cell is never cut. */
export function partsOf(file: string): FilePart[] {
  const text = file.replace(/^\uFEFF/, '');
  const lines = isJson(text) ? jsonLines(text) : text.split(/\r\n|\r|\n/);
  const header = isJson(text) ? [] : lines.slice(0, headerLinesIn(lines));
  const parts: FilePart[] = [];
  let part: string[] = [];
  let quotes = 0;
  const close = (next: number) => {
    if (!part.every(isBlank)) parts.push(partOf(header, part, next + 1 - part.length));
    part = [];
    quotes = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (index < header.length) continue;
    part.push(line);
    quotes += header.length > 0 ? quotesIn(line) : 0;
    const isWithinCell = quotes % 2 === 1 && part.length < partLinesMax;
    if (part.length >= limit.moveInPartLines && !isWithinCell) close(index + 1);
  }
  close(lines.length);
  return parts;
}

/** One line for each person; something else becomes a line that is recognizably broken. */
function jsonLines(text: string): readonly string[] {
  if (isLines(text))
    return text
      .split('\n')
      .map((line) => (isBlank(line) || isObject(parsedJson(line)) ? line.trim() : '{'));
  const people = peopleIn(parsedJson(text));
  // A beginning of what is no list is refused like the whole.
  if (!people) return [text.slice(0, limit.rawTextCharactersMax)];
  return people.map((item) => (isObject(item) ? JSON.stringify(item) : '{'));
}

/** A line with only the delimiter (`sep=;`) precedes the names, which may contain line breaks. */
function headerLinesIn(lines: readonly string[]): number {
  const first = lines.findIndex((line) => !isBlank(line) && !/^"?sep=."?$/i.test(line));
  let quotes = 0;
  for (let at = first; at < first + limit.importCellLinesMax; at++) {
    quotes += quotesIn(lines[at] ?? '');
    if (quotes % 2 === 0) return at + 1;
  }
  return first + 1;
}

const quotesIn = (line: string): number => line.split('"').length - 1;

/** Spreadsheets write empty rows as delimiters. */
const isBlank = (line: string): boolean => /^[\s;,|"]*$/.test(line);

const partOf = (header: readonly string[], lines: readonly string[], firstLine: number) => ({
  text: [...header, ...lines].join('\n'),
  firstLine: firstLine - header.length,
});
