/** Promise: all invariants hold on every day of two years with sixty people on the real service. */
import { expect, test } from 'vitest';
import { type InvariantName, invariants } from './invariants.ts';
import { simulate } from './run.ts';

test('in two years, none of 60 people is lost, kept too long or deactivated without notice', async () => {
  const { tally, totals } = await simulate({ users: 60, years: 2, seed: 7 }, () => {});
  for (const name of Object.keys(invariants) as InvariantName[]) {
    expect(tally[name].broken, `${name}: ${invariants[name]}`).toEqual([]);
    expect(tally[name].checked, `${name} was never checked`).toBeGreaterThan(0);
  }
  expect(totals['deactivated']).toBeGreaterThan(0);
  expect(totals['erased']).toBeGreaterThan(0);
}, 300_000);
