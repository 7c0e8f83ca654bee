import { type Language, languages } from '../../src/policy/languages.ts';

/**
 * The only place that decides how deep a test digs: `npm test` takes a fixed sample of what is
 * enumerated or repeated, `npm run test:long` all of it.
 */
const long = process.env['TEST_LONG'] !== undefined;

/** @returns the first value, or the second one in `npm run test:long` */
export const inDepth = <Usual, Long>(usual: Usual, whole: Long): Usual | Long =>
  long ? whole : usual;

/**
 * For pages and dialogs, which differ between languages only in their texts.
 * @param number of the case in its family, all of which together are tried in every language
 * @returns one language, or all of them in `npm run test:long`
 */
export const languagesOf = (number: number): readonly Language[] =>
  languages.filter((_, index) => inDepth(index === number % languages.length, true));
