/** Promise: every reported case has a test whose title begins with the number of the case. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Consecutive numbers of a kind: `S1`, or with two digits `R01`. */
const numbered = (kind: string, last: number, digits = 1) =>
  Array.from({ length: last }, (_, index) => kind + String(index + 1).padStart(digits, '0'));

/** Attacks, reliability, public reports (those that apply), and further observations. */
const cases = [
  ...numbered('S', 21),
  ...numbered('L', 13),
  ...numbered('R', 21, 2).filter((number) => !['R05', 'R09', 'R11', 'R15', 'R17'].includes(number)),
  ...numbered('X', 10, 2),
  ...numbered('N', 3),
];

test('every case has a test', () => {
  const sources = globSync('test/**/*.ts').map((path) => readFileSync(path, 'utf8'));
  const tried = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/['"`]((?:[SLRXN]\d+(?:, | and |: ))+)/g)].flatMap(
        ([, numbers = '']) => numbers.match(/[SLRXN]\d+/g) ?? [],
      ),
    ),
  );
  expect(cases.filter((number) => !tried.has(number))).toEqual([]);
});
