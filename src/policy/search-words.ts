/** Finds people by typed or pasted text: words in any order, any form of the same letters. */
import { cleanText } from './clean-text.ts';
import { cleanAddress } from './email-address.ts';
import { onFirstUse } from './on-first-use.ts';

/** Separates the words of a search, as in `Öhman, Åsa` and `Åsa Öhman <asa@kunta.fi>`. */
const separators = /[\s,;<>"“”„]+/u;

/** @returns the words of a search, in the form that `findable` gives */
export function searchWords(text: string): string[] {
  return cleanText(text)
    .split(separators)
    .map((word) => findable(word.includes('@') ? cleanAddress(word) : word))
    .filter((word) => word !== '');
}

/**
 * @returns the text in the form that `searchWords` looks for, where letters that differ only in case
 *   (`ß` and `SS`, `ς` and `Σ`, `ı` and `I`), apostrophes and hyphens are the same; stored texts are
 *   already clean
 */
export function findable(text: string): string {
  return text
    .toLocaleLowerCase('fi')
    .toLocaleUpperCase('fi')
    .toLocaleLowerCase('fi')
    .replaceAll(/i\u0307+/g, 'i')
    .replaceAll('ς', 'σ')
    .replaceAll(/[’‘ʼʻ´`′]/g, "'")
    .replaceAll(/\p{Pd}/gu, '-')
    .normalize('NFC');
}

const notInWords = onFirstUse(() => /[^\p{L}\p{M}\p{N}]+/u);

/** @returns the words of a name or an address, as `findable` gives them, without what separates them */
export function wordsIn(text: string): string[] {
  return findable(text)
    .split(notInWords())
    .filter((word) => word !== '');
}

const beginsInWord = onFirstUse(() => /^[\p{L}\p{M}\p{N}]/u);
const endsInWord = onFirstUse(() => /[\p{L}\p{M}\p{N}]$/u);
/** Of the longest character. */
const codeUnits = 2;

/**
 * @param hay as `findable` gives it
 * @returns whether the text has a word that begins with the typed one, which may hold separators
 */
export function hasWordBeginning(hay: string, typed: string): boolean {
  const mayFollowWord = !beginsInWord().test(typed);
  for (let at = hay.indexOf(typed); at >= 0; at = hay.indexOf(typed, at + 1))
    if (mayFollowWord || !endsInWord().test(hay.slice(Math.max(0, at - codeUnits), at)))
      return true;
  return false;
}
