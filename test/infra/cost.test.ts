/** Promise: the estimate is computed from prices, from schedules and counts of the code, and from stated assumptions. */
import { expect, it } from 'vitest';
import { deployed, monthlyCost, sumOf } from '../../infra/cost.ts';
import {
  type Deployed,
  deployedIn,
  runsPerWeek,
  storageRequestsOf,
  timerRunsPerMonth,
} from '../../infra/usage.ts';
import { committedSnapshot, ofType } from './snapshot.ts';

const nothing: Deployed = {
  logRules: [],
  metricRules: 0,
  availabilityTestsPerMonth: 0,
  privateEndpoints: 0,
  privateZones: 0,
  readyInstances: 0,
};
const cost = (accounts: number, more: Partial<Deployed> = {}) =>
  Object.fromEntries(
    monthlyCost(accounts, { ...nothing, ...more }).map(({ what, usd }) => [what, usd]),
  );

it.each([
  ['0 */2 * * * *', 30 * 24 * 7],
  ['45 */10 * * * *', 6 * 24 * 7],
  ['0 15 * * * *', 24 * 7],
  ['0 30 1 * * *', 7],
  ['0 0 5 * * 1', 1],
  ['0 0,30 6 * * 1,3', 4],
])('counts the runs of %s in a week: %i', (schedule, runs) => {
  expect(runsPerWeek(schedule)).toBe(runs);
});

it('refuses a schedule that it cannot count', () => {
  expect(() => runsPerWeek('0 0 5 1 * *')).toThrow('cannot count the runs of 0 0 5 1 * *');
  expect(() => runsPerWeek('0 1-5 * * * *')).toThrow('cannot count 1-5');
});

it('bills the timers of an idle month, for which no free grant is deducted', () => {
  const runs = timerRunsPerMonth();
  expect(runs).toBeGreaterThan(30_000);
  expect(runs).toBeLessThan(40_000);
  expect(cost(0)['Functions: work']).toBeCloseTo(runs * 2 * 0.000026, 6);
  expect(cost(0)['Functions: executions']).toBeCloseTo((runs * 0.4) / 1e6, 6);
  expect(cost(0)['Logs']).toBeCloseTo(((runs * 3) / 1e6) * 2.76, 6);
});

it('bills half an e-mail per account at 0.00025, and 0.03 MB of it at 0.00012 per MB', () => {
  expect(cost(1_000)['E-mail']).toBeCloseTo(500 * 0.00025 + 15 * 0.00012, 10);
});

it('bills the storage requests that src/REFERENCE.md states', () => {
  const added = (cost(10_000)['Storage: requests'] ?? 0) - (cost(0)['Storage: requests'] ?? 0);
  const perAccount =
    8 * storageRequestsOf('sign in') +
    56 * storageRequestsOf('refresh') +
    48 * storageRequestsOf('read my account (`me`)') +
    8 * storageRequestsOf('a page of 50 people of an organization');
  const backup = (730 / 24) * 40 * 10;
  expect(added).toBeCloseTo(((10_000 * perAccount + backup) / 10_000) * 0.00036, 8);
  expect(() => storageRequestsOf('sign out')).toThrow('no requests of sign out');
});

it('bills alert rules by how often they run, availability tests and private endpoints', () => {
  expect(cost(0, { logRules: [1, 5, 10, 15, 60], metricRules: 1 })['Alert rules']).toBeCloseTo(6.6);
  expect(cost(0, { availabilityTestsPerMonth: 8_760 })['Availability test']).toBeCloseTo(5.256);
  expect(cost(0, { privateEndpoints: 5, privateZones: 4 })['Private network']).toBeCloseTo(38.5);
});

it('counts what the templates deploy', () => {
  const prod = deployed('prod');
  const snapshot = committedSnapshot('prod');
  expect(prod.logRules).toHaveLength(
    ofType(snapshot, 'Microsoft.Insights/scheduledQueryRules').length,
  );
  expect(prod.logRules.length).toBeGreaterThan(5);
  expect(prod.availabilityTestsPerMonth).toBe(3 * 4 * 730);
  expect(prod.privateEndpoints).toBeGreaterThan(3);
  expect(deployedIn({ predictedResources: [] })).toEqual(nothing);
});

it('bills ready instances only where the plan spans zones', () => {
  expect(deployed('prod').readyInstances).toBeGreaterThan(20);
  expect(deployed('dev').readyInstances).toBe(0);
});

it('grows with the number of accounts, and no faster', () => {
  const idle = sumOf(monthlyCost(0, nothing));
  const grown = (accounts: number) => sumOf(monthlyCost(accounts, nothing)) - idle;
  expect(grown(1_000_000)).toBeCloseTo(10 * grown(100_000), 2);
});
