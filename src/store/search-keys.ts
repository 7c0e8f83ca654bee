/**
 * The keys of the search index: keyed hashes of the beginnings of words, so that no name or address is
 * in a key, a query or a log. A partition is the first letters of a word; the row key adds a part for
 * each further letter, so that the rows of a longer beginning are one range.
 */
import { wordsIn } from '../policy/search-words.ts';
import type { Keys } from './keyring.ts';
import { searchKey } from './row-keys.ts';
import type { SearchRow } from './rows/list.ts';
import type { Key } from './tables.ts';

export type WordKeys = Pick<Keys, 'wordHash'>;

/** A shorter beginning has too many people. */
export const searchLettersMin = 3;

/** Longer words are told apart by what their rows hold. */
const searchLettersMax = 12;

const partitionDigits = 24;
/** Of one letter; a coincidence costs a row that is read in vain. */
const letterDigits = 4;

/** Rows of a partition whose row key begins so. */
export type SearchRange = { partitionKey: string; beginning: string };

/** Whoever has not activated an account yet also has a row here. */
export const openRange: SearchRange = { partitionKey: 'open', beginning: '' };

type Searched = Pick<SearchRow, 'userId' | 'firstName' | 'lastName' | 'email' | 'activatedAt'>;

/**
 * @returns the keys of a person's rows, one for each word long enough to search for; none for a word
 *   with which another one begins, because the other's row is in its range
 */
export function searchKeys(keys: WordKeys, row: Searched): Key[] {
  const { userId, activatedAt } = row;
  const found = new Map<string, Key>();
  if (!activatedAt) found.set('', searchKey(openRange.partitionKey, '', userId));
  for (const word of longestOf(wordsIn(textOf(row)))) {
    const range = rangeOf(keys, word);
    if (!range) continue;
    const key = searchKey(range.partitionKey, range.beginning, userId);
    found.set(`${key.partitionKey} ${key.rowKey}`, key);
  }
  return [...found.values()];
}

const longestOf = (words: readonly string[]): string[] =>
  words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));

/**
 * @param typed words of a search
 * @returns the range of the word that probably fits the fewest people: the longest, rather not from
 *   the domain of an address; nothing if every word is too short
 */
export function searchRange(keys: WordKeys, typed: readonly string[]): SearchRange | undefined {
  const inDomain = typed.flatMap((word) => wordsIn(word.split('@')[1] ?? ''));
  const others = typed.flatMap((word) => wordsIn(word.split('@')[0] ?? ''));
  const long = (words: readonly string[]) =>
    words
      .filter((word) => [...word].length >= searchLettersMin)
      .toSorted((a, b) => b.length - a.length)[0];
  const word = long(others) ?? long(inDomain);
  return word === undefined ? undefined : rangeOf(keys, word);
}

function rangeOf(keys: WordKeys, word: string): SearchRange | undefined {
  const letters = [...word].slice(0, searchLettersMax);
  if (letters.length < searchLettersMin) return undefined;
  const beginning = (length: number) => keys.wordHash(letters.slice(0, length).join(''));
  const further = letters
    .slice(searchLettersMin)
    .map((_, index) => beginning(searchLettersMin + index + 1).slice(0, letterDigits));
  return {
    partitionKey: beginning(searchLettersMin).slice(0, partitionDigits),
    beginning: further.join(''),
  };
}

/**
 * Somebody with several words that begin alike has several rows in a range.
 * @returns whether this one stands for the person there; none does if its words have changed
 */
export function standsFor(
  keys: WordKeys,
  { partitionKey, beginning }: SearchRange,
  row: Searched & { rowKey: string },
): boolean {
  const words = new Set(wordsIn(textOf(row)));
  const first = (word: string) => [...word].slice(0, searchLettersMin).join('');
  if (new Set([...words].map(first)).size === words.size) return true;
  const there = searchKeys(keys, row)
    .filter((key) => key.partitionKey === partitionKey && key.rowKey.startsWith(beginning))
    .map(({ rowKey }) => rowKey);
  return there.toSorted()[0] === row.rowKey;
}

const textOf = ({ firstName, lastName, email }: Searched): string =>
  `${firstName} ${lastName} ${email}`;
