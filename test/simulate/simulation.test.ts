/**
 * Promise: all invariants hold on every day of a year with sixty people on the real service, or of two
 * years in `npm run test:long`.
 */

import { expect, test } from 'vitest';
import { inDepth } from '../support/depth.ts';
import { type InvariantName, invariants } from './invariants.ts';
import { simulate } from './run.ts';

const { span, years } = inDepth({ span: 'a year', years: 1 }, { span: 'two years', years: 2 });

test(`in ${span}, none of 60 people is lost, kept too long or deactivated without notice`, async () => {
  const { tally, totals } = await simulate({ users: 60, years, seed: 7 }, () => {});
  for (const name of Object.keys(invariants) as InvariantName[]) {
    expect(tally[name].broken, `${name}: ${invariants[name]}`).toEqual([]);
    expect(tally[name].checked, `${name} was never checked`).toBeGreaterThan(0);
  }
  expect(totals['deactivated']).toBeGreaterThan(0);
  expect(totals['erased']).toBeGreaterThan(0);
}, 900_000);
