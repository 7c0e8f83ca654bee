/** Text as people mean it: one spelling of each letter, and nothing at its edges that nobody sees. */
import { limit } from './limits.ts';

/** Default-ignorable characters are shown as nothing (Unicode, DerivedCoreProperties). */
const invisible = '\\p{Default_Ignorable_Code_Point}';

/** Shown as an empty space, though Unicode calls most of them letters or symbols. */
const blank = '\\p{Zs}\\u115F\\u1160\\u2800\\u3164\\uFFA0';

/** Scripts in which a joiner between two letters changes how the word reads. */
const joining = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan'],
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');

/** After these a joiner decides the letter's form, even at the end of a word (Malayalam chillu). */
const virama = '\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u1039';

const needlessJoiner = `(?<![${joining}])[\\u200C\\u200D]|(?<![${virama}])[\\u200C\\u200D](?![${joining}])`;

/** Characters that pick a variant of the letter before: names in Han and Mongolian need them. */
const needlessVariant = `(?<!\\p{Script=Han})[\\u{E0100}-\\u{E01EF}]|(?<!\\p{Script=Mongolian})[\\u180B-\\u180D\\u180F]`;

/** They turn the order of what follows around, or carry hidden text: they are left in to be refused. */
const turning = '\\u202A-\\u202E\\u2066-\\u2069\\u{E0000}-\\u{E007F}';

const kept = `\\u200C\\u200D\\u180B-\\u180D\\u180F\\u{E0100}-\\u{E01EF}${turning}`;

const needless = new RegExp(
  `${needlessJoiner}|${needlessVariant}|(?![${kept}${blank}])${invisible}`,
  'gu',
);
const blanks = new RegExp(`[${blank}]+`, 'gu');
/** What copying leaves at the edges: spaces, line ends, marks of direction. */
const edges = new RegExp(`^[\\s${turning}]+|[\\s${turning}]+$`, 'gu');

/**
 * @returns the text in NFC, without invisible characters that no script needs and without spaces at
 *   its edges; several spaces are one
 */
export function cleanText(text: string): string {
  // What is far too long for every field is refused as it is: looking at it takes time.
  if (text.length > limit.rawTextCharactersMax) return text;
  const cleaned = text
    .normalize('NFC')
    .replaceAll(needless, '')
    .replaceAll(blanks, ' ')
    .replaceAll(edges, '')
    .normalize('NFC');
  // What is gone can leave its neighbours in an order or at an edge that needs cleaning again.
  return cleaned === text ? text : cleanText(cleaned);
}

const unseen = new RegExp(`(?![${blank}])${invisible}`, 'gu');

/** @returns what every reader takes the text for: widths and styles of letters aside */
export function asSeen(text: string): string {
  return text.replaceAll(unseen, '').replaceAll(blanks, ' ').normalize('NFKC');
}

const digit = /\p{Nd}/u;

/** @returns the text with the digits of every script as 0–9 */
export function asciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (character) => String(digitValue(character)));
}

/** Digits lie in Unicode in unbroken rows from zero to nine (Unicode 16, section 4.6). */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let before = 0;
  while (digit.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
