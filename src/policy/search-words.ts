/** Finds people by typed or pasted text: words in any order, any form of the same letters. */
import { cleanText } from './clean-text.ts';
import { cleanAddress } from './email-address.ts';

/** Separates the words of a search, as in `Öhman, Åsa` and `Åsa Öhman <asa@kunta.fi>`. */
const separators = /[\s,;<>"“”„]+/u;

/** @returns the words of a search, in the form that `findable` gives */
export function searchWords(text: string): string[] {
  return cleanText(text)
    .split(separators)
    .map((word) => findable(word.includes('@') ? cleanAddress(word) : word))
    .filter((word) => word !== '');
}

/** @returns the text in the form that `searchWords` looks for; stored texts are already clean */
export function findable(text: string): string {
  return text.toLocaleLowerCase('fi').replaceAll(/[’‘ʼ]/g, "'");
}

const notInWords = /[^\p{L}\p{M}\p{N}]+/u;

/** @returns the words of a name or an address, as `findable` gives them, without what separates them */
export function wordsIn(text: string): string[] {
  return findable(text)
    .split(notInWords)
    .filter((word) => word !== '');
}

/**
 * @param hay as `findable` gives it
 * @returns whether the text has a word that begins with the typed one, which may hold separators
 */
export function hasWordBeginning(hay: string, typed: string): boolean {
  const beginsInside = !notInWords.test(typed.charAt(0));
  for (let at = hay.indexOf(typed); at >= 0; at = hay.indexOf(typed, at + 1))
    if (!beginsInside || at === 0 || notInWords.test(hay.charAt(at - 1))) return true;
  return false;
}
