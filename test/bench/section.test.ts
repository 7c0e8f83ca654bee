/** Promise: a quick bench says yes or no only where the full one says the same. */
import { expect, test } from 'vitest';
import { type Row, verdict } from './section.ts';

const row = (more: Partial<Row>) => ({ name: 'a row', ours: '1', ...more }) as Row;

test.each([
  ['no limit', { ratio: 3 }, undefined],
  ['no ratio', { atMost: 1 }, undefined],
  ['below its upper limit', { ratio: 0.9, atMost: 1 }, 'yes'],
  ['above its upper limit', { ratio: 1.1, atMost: 1 }, 'no'],
  ['below its lower limit', { ratio: 0.69, atLeast: 0.7 }, 'no'],
  ['rough and near an upper limit', { ratio: 1.2, atMost: 1, rough: true }, 'close'],
  ['rough and near a lower limit', { ratio: 0.6, atLeast: 0.7, rough: true }, 'close'],
  ['rough and far above an upper limit', { ratio: 1.3, atMost: 1, rough: true }, 'no'],
  ['rough and far above a lower limit', { ratio: 3, atLeast: 2, rough: true }, 'yes'],
  ['a count in a quick run', { ratio: 1.1, atMost: 1, rough: true, exact: true }, 'no'],
] as const)('a row that is, or has, %s', (_, given, expected) => {
  expect(verdict(row(given))).toBe(expected);
});
