/** Normalizes text: one spelling of each letter, and no invisible characters at the edges. */
import { limit } from './limits.ts';
import { onFirstUse } from './on-first-use.ts';

/** Default-ignorable characters are not displayed (Unicode, DerivedCoreProperties). */
const invisible = '\\p{Default_Ignorable_Code_Point}';

/** Displayed as blank space, though Unicode classes most of them as letters or symbols. */
const blank = '\\p{Zs}\\u115F\\u1160\\u2800\\u3164\\uFFA0';

/** Scripts in which a joiner between two letters changes the word. */
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

/** These reverse the text that follows, or hide text: they are kept here and refused later. */
const turning = '\\u202A-\\u202E\\u2066-\\u2069\\u{E0000}-\\u{E007F}';

const kept = `\\u200C\\u200D\\u180B-\\u180D\\u180F\\u{E0100}-\\u{E01EF}${turning}`;

const needless = onFirstUse(
  () => new RegExp(`${needlessJoiner}|${needlessVariant}|(?![${kept}${blank}])${invisible}`, 'gu'),
);
const blanks = onFirstUse(() => new RegExp(`[${blank}]+`, 'gu'));
/** What copying leaves at the edges: spaces, line ends, direction marks. */
const edges = new RegExp(`^[\\s${turning}]+|[\\s${turning}]+$`, 'gu');

/**
 * @returns the text in NFC, trimmed, with repeated spaces collapsed and without the invisible
 *   characters that no script needs
 */
export function cleanText(text: string): string {
  // Text too long for any field is refused later anyway; cleaning it would only take time.
  if (text.length > limit.rawTextCharactersMax) return text;
  const cleaned = text
    .normalize('NFC')
    .replaceAll(needless(), '')
    .replaceAll(blanks(), ' ')
    .replaceAll(edges, '')
    .normalize('NFC');
  // A removal can leave its neighbours in an order, or at an edge, that needs cleaning again.
  return cleaned === text ? text : cleanText(cleaned);
}

const unseen = onFirstUse(() => new RegExp(`(?![${blank}])${invisible}`, 'gu'));

/** @returns the text as readers perceive it, regardless of the width and style of its letters */
export function asSeen(text: string): string {
  return text.replaceAll(unseen(), '').replaceAll(blanks(), ' ').normalize('NFKC');
}

const digit = onFirstUse(() => /\p{Nd}/u);

/** @returns the text with the digits of every script as 0–9 */
export function asciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (character) => String(digitValue(character)));
}

/** Unicode encodes a script's digits in one run from zero to nine (Unicode 16, section 4.6). */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let before = 0;
  while (digit().test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
