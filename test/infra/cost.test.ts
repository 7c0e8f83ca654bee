/** Promise: the estimate is computed from the stated prices and assumptions. */
import { expect, it } from 'vitest';
import { monthlyCost } from '../../infra/cost.ts';

const cost = (accounts: number, privateNetwork: boolean) =>
  Object.fromEntries(monthlyCost(accounts, privateNetwork).map(({ what, usd }) => [what, usd]));

it('bills nothing for work within the free grant', () => {
  expect(cost(0, false)).toMatchObject({ 'Functions: executions': 0, 'E-mail': 0, Logs: 0 });
});

it('bills half an e-mail per account at 0.00025, and 0.03 MB of it at 0.00012 per MB', () => {
  expect(cost(1_000, false)['E-mail']).toBeCloseTo(500 * 0.00025 + 15 * 0.00012, 10);
});

it('bills four private endpoints and zones only with a private network', () => {
  expect(cost(1_000, false)['Private network']).toBe(0);
  expect(cost(1_000, true)['Private network']).toBeCloseTo(4 * 7.3 + 4 * 0.5, 10);
});

it('grows no faster than the number of accounts', () => {
  const sum = (accounts: number) =>
    monthlyCost(accounts, false).reduce((total, { usd }) => total + usd, 0);
  expect(sum(200_000)).toBeLessThan(2.1 * sum(100_000));
});
