/** Words for codes; a code that only a newer release knows is shown verbatim. */

type Words = Readonly<Record<string, string>>;

export const wordOf = (words: Words, code: string): string =>
  Object.entries(words).find(([known]) => known === code)?.[1] ?? code;

/** @param codes joined by commas, as reasons of lines are */
export const wordsOf = (words: Words, codes: string): string =>
  codes
    .split(', ')
    .map((code) => wordOf(words, code))
    .join(', ');
