/** Names that people cannot tell apart share one key. */
import { asSeen, cleanText } from './clean-text.ts';

/** Cyrillic and Greek letters that look Latin, in lower case (Unicode, confusables.txt). */
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['аеорсухіјѕһԁԛԝвкмнт', 'aeopcyxijshdqwbkmht'],
    ['αβεζηικμνορτυχ', 'abezhikmnoptyx'],
    ['ıɩℓӏ', 'iill'],
    ['’‘ʼ–—‑', "'''---"],
  ].flatMap(([from = '', to = '']) => [...from].map((letter, at) => [letter, to.charAt(at)])),
);

/** @returns the name regardless of case, width, repeated spaces and look-alike letters */
export function nameKey(name: string): string {
  // Decomposed, so that a letter with marks is recognized by its base: `ӓ` looks like `ä`.
  const folded = asSeen(cleanText(name)).toUpperCase().toLowerCase().normalize('NFD');
  const alike = [...folded].map((letter) => lookalikes[letter] ?? letter).join('');
  return cleanText(alike);
}
