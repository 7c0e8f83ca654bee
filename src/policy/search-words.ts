/** Finds people by what is typed or copied: any order, any form of the same letters. */
import { cleanText } from './clean-text.ts';
import { cleanAddress } from './email-address.ts';

/** What separates words of a search: also `Öhman, Åsa` and `Åsa Öhman <asa@kunta.fi>`. */
const separators = /[\s,;<>"“”„]+/u;

/** @returns the words of a search, each as `findable` texts have them */
export function searchWords(text: string): string[] {
  return cleanText(text)
    .split(separators)
    .map((word) => findable(word.includes('@') ? cleanAddress(word) : word))
    .filter((word) => word !== '');
}

/** @returns the text as `searchWords` looks for it; stored texts are clean already */
export function findable(text: string): string {
  return text.toLocaleLowerCase('fi').replaceAll(/[’‘ʼ]/g, "'");
}
