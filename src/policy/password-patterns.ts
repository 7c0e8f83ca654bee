/**
 * Measures a password by the choices behind it: a keyboard walk, a sequence, a date or a repetition
 * is one choice, however many characters it has.
 */

import { limit } from './limits.ts';

/**
 * Rows of keys on Nordic, US, German, French, Dvorak, Colemak, Russian, Ukrainian and Greek keyboards,
 * with and without Shift, and keypads.
 */
const layouts = [
  ['1234567890+', 'qwertyuiopå', 'asdfghjklöä', 'zxcvbnm,.-'],
  ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'],
  ['!@#$%^&*()_+', 'qwertyuiop{}', 'asdfghjkl:"', 'zxcvbnm<>?'],
  ['!"#¤%&/()=?', 'qwertyuiopå^', 'asdfghjklöä*', 'zxcvbnm;:_'],
  ['1234567890', 'qwertzuiopü', 'asdfghjklöä', 'yxcvbnm,.-'],
  ['&é"\'(-è_çà)=', 'azertyuiop^$', 'qsdfghjklmù*', 'wxcvbn,;:!'],
  ['1234567890[]', "',.pyfgcrl/=", 'aoeuidhtns-', ';qjkxbmwvz'],
  ['1234567890', 'qwfpgjluy', 'arstdhneio', 'zxcvbkm'],
  ['1234567890', 'qwfpbjluy', 'arstgmneio', 'zxcdvkh'],
  ['1234567890', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю.'],
  ['1234567890', 'йцукенгшщзхї', 'фівапролджє', 'ячсмитьбю.'],
  ['1234567890', ';ςερτυθιοπ', 'ασδφγηξκλ', 'ζχψωβνμ'],
  ['789', '456', '123'],
  ['123', '456', '789'],
];

/** This many characters in a line make a pattern; most words contain two. */
const patternCharactersMin = 3;

/** Lines along the rows and down both diagonals, which fingers follow. */
const lines = layouts.flatMap((rows) => {
  const longest = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: longest + rows.length }, (_, start) => [
    rows.map((row) => row[start] ?? ''),
    rows.map((row, down) => row[start - down] ?? ''),
  ]).flat();
  return [...rows, ...columns.map((column) => column.join(''))];
});

/** Each pair of neighbouring keys, as a step along a line in either direction. */
const steps = new Map<string, Set<string>>();
for (const [number, line] of lines.entries())
  for (let at = 1; at < line.length; at++) {
    const [a = '', b = ''] = [line[at - 1], line[at]];
    for (const [pair, way] of [
      [a + b, `${number}+`],
      [b + a, `${number}-`],
    ] as const)
      steps.set(pair, (steps.get(pair) ?? new Set()).add(way));
  }

/** Sequences of any script: the next, the one before, or every second one. */
function waysOf(a: string, b: string): Set<string> {
  const apart = (b.codePointAt(0) ?? 0) - (a.codePointAt(0) ?? 0);
  const ways = new Set(steps.get(a + b));
  const alike = /\p{L}/u.test(a + b) ? /^\p{L}+$/u.test(a + b) : /^\d+$/.test(a + b);
  if (alike && apart !== 0 && Math.abs(apart) <= 2) ways.add(`by ${apart}`);
  if (a + b === '90' || a + b === 'za') ways.add('by 1');
  if (a + b === '09' || a + b === 'az') ways.add('by -1');
  return ways;
}

/** @returns the number of choices: 1 for each pattern and each other character */
function choicesIn(text: string): number {
  const characters = [...text];
  let choices = 0;
  for (let from = 0; from < characters.length; choices++) {
    const length = lengthOfLine(characters, from);
    from += length >= patternCharactersMin ? length : 1;
  }
  return choices;
}

function lengthOfLine(characters: readonly string[], from: number): number {
  let ways: Set<string> | undefined;
  let at = from + 1;
  for (; at < characters.length; at++) {
    const here = waysOf(characters[at - 1] ?? '', characters[at] ?? '');
    const kept: Set<string> = ways ? new Set([...ways].filter((way) => here.has(way))) : here;
    if (kept.size === 0) break;
    ways = kept;
  }
  return at - from;
}

/** Dates in the usual orders, with or without separators, and years. */
const dates =
  /(?:(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:19|20)?\d\d|(?:19|20)\d\d)/g;

/** An immediate repetition of a part shorter than a password adds no choice: `abab`, `aabb`. */
const repeated = new RegExp(`(.{1,${limit.passwordCharactersMin - 1}}?)\\1+`, 'gsu');

function withoutRepetition(text: string): string {
  const once = repeatedPart(text).replaceAll(repeated, '$1');
  return once === text ? text : withoutRepetition(once);
}

/** @returns `abc` of `abcabcabc`; the text itself when nothing is repeated */
export function repeatedPart(text: string): string {
  const length = (text + text).indexOf(text, 1);
  return length > 0 && length < text.length ? text.slice(0, length) : text;
}

/** @returns the text with the plain letter for each letter with marks, as on foreign keyboards */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
}

const disguised: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

/** @returns the text without dates, and with letters in place of the signs that stand for them */
export function undisguised(text: string): string {
  return text
    .replaceAll(dates, '')
    .replaceAll(/[0134578@$!|9]/g, (sign) => disguised[sign] ?? sign);
}

/**
 * Patterns can be interleaved: `q1w2e3r4` and `q-w-e-r-t-y` by kinds of characters, `qpwoeiruty` by
 * turns. The parts of a text are examined both together and separately.
 */
const partsOf: readonly ((text: string) => readonly (readonly string[])[])[] = [
  (text) => [[...text]],
  (text) => [/[\p{L}\p{N}]/gu, /[^\p{L}\p{N}]/gu].map((kind) => text.match(kind) ?? []),
  (text) => [/\p{L}/gu, /\p{N}/gu, /[^\p{L}\p{N}]/gu].map((kind) => text.match(kind) ?? []),
  (text) => [0, 1].map((turn) => [...text].filter((_, at) => at % 2 === turn)),
];

/**
 * @param text in lower case
 * @returns the smallest number of choices that explains the text
 */
export function leastChoices(text: string): number {
  const dated = text.replaceAll(dates, '\u0000');
  const explained = [text, dated, undisguised(text)].flatMap((each) =>
    partsOf.map((split) =>
      split(each)
        .map((part) => choicesIn(withoutRepetition(part.join(''))))
        .reduce((sum, choices) => sum + choices, 0),
    ),
  );
  return Math.min(...explained);
}
