/** Sixty people live for two years on the real service: every promise holds on every day. */
import { expect, test } from 'vitest';
import { type InvariantName, invariants } from './invariants.ts';
import { simulate } from './run.ts';

test('nobody is lost, kept too long or put out unheard in two years of 60 people', async () => {
  const { tally, totals } = await simulate({ users: 60, years: 2, seed: 7 }, () => {});
  for (const name of Object.keys(invariants) as InvariantName[]) {
    expect(tally[name].broken, `${name}: ${invariants[name]}`).toEqual([]);
    expect(tally[name].checked, `${name} was never looked at`).toBeGreaterThan(0);
  }
  expect(totals['deactivated']).toBeGreaterThan(0);
  expect(totals['erased']).toBeGreaterThan(0);
}, 300_000);
