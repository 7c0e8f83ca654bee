/**
 * Promise: all invariants hold on every day of a year with sixty people on the real service, or of two
 * years in `npm run test:long`, where each of them has been checked. In one year perhaps nobody lapses
 * by a review: test/reviews/ lets somebody.
 */

import { expect, test } from 'vitest';
import { inDepth } from '../support/depth.ts';
import { type InvariantName, invariants } from './invariants.ts';
import { simulate } from './run.ts';

type Depth = { span: string; years: number; rare: readonly InvariantName[] };

const { span, years, rare } = inDepth<Depth, Depth>(
  { span: 'a year', years: 1, rare: ['confirmed', 'promised'] },
  { span: 'two years', years: 2, rare: [] },
);

test(`in ${span}, none of 30 people is lost, kept too long or deactivated without notice`, async () => {
  const { tally, totals } = await simulate({ users: 30, years, seed: 7 }, () => {});
  for (const name of Object.keys(invariants) as InvariantName[]) {
    expect(tally[name].broken, `${name}: ${invariants[name]}`).toEqual([]);
    if (!rare.includes(name))
      expect(tally[name].checked, `${name} was never checked`).toBeGreaterThan(0);
  }
  expect(totals['deactivated']).toBeGreaterThan(0);
  expect(totals['erased']).toBeGreaterThan(0);
}, 900_000);
