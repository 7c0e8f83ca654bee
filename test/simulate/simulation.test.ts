/**
 * Promise: all invariants hold on every day of a year with fifteen people on the real service, or of
 * two years with sixty in `npm run test:long`, and each of them has been checked. The seeds are such
 * that somebody lapses by a review, which in most years with so few people nobody does.
 */

import { expect, test } from 'vitest';
import { inDepth } from '../support/depth.ts';
import { type InvariantName, invariants } from './invariants.ts';
import { simulate } from './run.ts';

const { span, ...options } = inDepth(
  { span: 'a year', years: 1, users: 15, seed: 3 },
  { span: 'two years', years: 2, users: 60, seed: 7 },
);

test(`in ${span}, none of ${options.users} people is lost, kept too long or deactivated without notice`, async () => {
  const { tally, totals } = await simulate(options, () => {});
  for (const name of Object.keys(invariants) as InvariantName[]) {
    expect(tally[name].broken, `${name}: ${invariants[name]}`).toEqual([]);
    expect(tally[name].checked, `${name} was never checked`).toBeGreaterThan(0);
  }
  expect(totals['deactivated']).toBeGreaterThan(0);
  expect(totals['erased']).toBeGreaterThan(0);
}, 900_000);
