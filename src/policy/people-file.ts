/** Cuts a file of people into parts that can be read on their own; lists become JSON lines. */
import { limit } from './limits.ts';

export type FilePart = {
  text: string;
  /** The number, in the whole file, of the part's first line of people. */
  firstLine: number;
};

/** A quote that is never closed does not keep the rest of the file together. */
export const partLinesMax = limit.moveInPartLines + limit.importCellLinesMax;

/** @returns the people of a JSON list, an export of phpMyAdmin or of a realm; undefined if neither */
export function peopleIn(whole: unknown): readonly unknown[] | undefined {
  if (isObject(whole)) return Array.isArray(whole['users']) ? whole['users'] : undefined;
  if (!Array.isArray(whole)) return undefined;
  const tables = whole.flatMap((item) =>
    isObject(item) && item['type'] === 'table' && Array.isArray(item['data']) ? [item['data']] : [],
  );
  return tables.length > 0 ? tables.flat() : whole;
}

/** @returns whether every line is a person of its own, without parsing a whole file */
export function isLines(text: string): boolean {
  const first = parsedJson(text.trimStart().split('\n', 1)[0] ?? '');
  return isObject(first) && peopleIn(first) === undefined;
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
  const list = isJson(text) && !isLines(text) ? peopleIn(parsedJson(text)) : undefined;
  const lines = list ? list.map((item) => JSON.stringify(item)) : text.split(/\r\n|\r|\n/);
  const headerLines = isJson(text) ? 0 : lines.findIndex((line) => line.includes('@'));
  const header = lines.slice(0, Math.max(headerLines, 0));
  const parts: FilePart[] = [];
  let part: string[] = [];
  let quotes = 0;
  for (const [index, line] of lines.entries()) {
    if (index < header.length) continue;
    part.push(line);
    quotes += headerLines > 0 ? line.split('"').length - 1 : 0;
    const isWithinCell = quotes % 2 === 1 && part.length < partLinesMax;
    if (part.length < limit.moveInPartLines || isWithinCell) continue;
    parts.push(partOf(header, part, index + 2 - part.length));
    part = [];
    quotes = 0;
  }
  if (part.some((line) => line.trim() !== ''))
    parts.push(partOf(header, part, lines.length + 1 - part.length));
  return parts;
}

const partOf = (header: readonly string[], lines: readonly string[], firstLine: number) => ({
  text: [...header, ...lines].join('\n'),
  firstLine: firstLine - header.length,
});
