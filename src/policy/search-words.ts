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
