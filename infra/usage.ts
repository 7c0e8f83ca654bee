/** How much of each service a month takes: counted from code and templates, or assumed and stated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { queues } from '../src/store/work-queues.ts';
import { timerTable } from '../src/timers/timers.ts';

const reference = join(import.meta.dirname, '..', 'src', 'REFERENCE.md');
export const hoursPerMonth = 730;
const minutesPerMonth = hoursPerMonth * 60;

/** What a person does in a month: operations of src/REFERENCE.md, which has their storage requests. */
export const monthOfAPerson = {
  'sign in': 8,
  refresh: 56,
  'read my account (`me`)': 48,
  'a page of 50 people of an organization': 8,
} as const;

/** Assumed per month; after a change, run `npm run infra:print`. */
export const assumptions = {
  mailsPerAccount: { value: 0.5, means: 'e-mails per account' },
  megabytesPerMail: { value: 0.03, means: 'MB per e-mail' },
  kilobytesPerAccount: { value: 30, means: 'kB stored per account, including its events' },
  rowsPerAccount: { value: 40, means: 'rows per account, which each nightly backup reads' },
  storageRequestsPerTimerRun: { value: 10, means: 'storage requests for each run of a timer' },
  kilobytesLogged: { value: 3, means: 'kB logged per request or timer run' },
  secondsBilled: {
    value: 1,
    means: 'second billed per request, the minimum; concurrent requests share it',
  },
  gigabytesOfInstance: { value: 2, means: 'GB of memory per instance' },
} as const;

const rowsPerPage = 1_000;
const nightsPerMonth = hoursPerMonth / 24;

/** @returns runs of all timers in a month, from their schedules */
export function timerRunsPerMonth(): number {
  const perHour = Object.values(timerTable).map(({ schedule }) => runsPerWeek(schedule) / 168);
  return perHour.reduce((sum, runs) => sum + runs, 0) * hoursPerMonth;
}

/** @param schedule six fields, of which day and month must be `*` @throws Error for another form */
export function runsPerWeek(schedule: string): number {
  const [second = '', minute = '', hour = '', day, month, weekday = ''] = schedule.split(' ');
  if (day !== '*' || month !== '*') throw new Error(`cannot count the runs of ${schedule}`);
  return times(second, 60) * times(minute, 60) * times(hour, 24) * times(weekday, 7);
}

/** @returns how many of `of` values a field of a schedule means */
function times(field: string, of: number): number {
  if (field === '*') return of;
  const [, every] = /^\*\/(\d+)$/.exec(field) ?? [];
  if (every !== undefined) return Math.ceil(of / Number(every));
  if (!/^\d+(,\d+)*$/.test(field)) throw new Error(`cannot count ${field}`);
  return field.split(',').length;
}

/** @returns the storage requests of an operation @throws Error if src/REFERENCE.md lacks it */
export function storageRequestsOf(operation: string): number {
  const line = readFileSync(reference, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`| ${operation} | `));
  const count = Number(line?.split(' | ')[1]);
  if (!Number.isInteger(count)) throw new Error(`src/REFERENCE.md has no requests of ${operation}`);
  return count;
}

const snapshotShape = z.object({
  predictedResources: z.array(
    z.looseObject({ type: z.string(), properties: z.unknown().optional() }),
  ),
});
const minutes = z
  .string()
  .regex(/^PT\d+M$/)
  .transform((text) => Number(text.slice(2, -1)));
const rule = z.looseObject({ evaluationFrequency: minutes });
const webTest = z.looseObject({ Frequency: z.number(), Locations: z.array(z.unknown()) });
const plan = z.looseObject({ zoneRedundant: z.boolean() });

/** What an environment bills whether or not anybody uses it. */
export type Deployed = {
  /** Minutes between two evaluations of each log alert rule. */
  logRules: number[];
  metricRules: number;
  availabilityTestsPerMonth: number;
  privateEndpoints: number;
  privateZones: number;
  /** Instances that zone redundancy keeps ready. */
  readyInstances: number;
};

/**
 * Zone redundancy keeps two instances of each function group ready; HTTP functions share a group,
 * and each timer and queue has its own: https://learn.microsoft.com/azure/reliability/reliability-functions
 */
const readyInstances = 2 * (1 + Object.keys(timerTable).length + queues.length);

/** @param snapshot what a parameter file evaluates to, such as prod.snapshot.json */
export function deployedIn(snapshot: unknown): Deployed {
  const { predictedResources } = snapshotShape.parse(snapshot);
  const of = (type: string) => predictedResources.filter((each) => each.type === type);
  const tests = of('Microsoft.Insights/webtests').map(({ properties }) =>
    webTest.parse(properties),
  );
  const plans = of('Microsoft.Web/serverfarms').map(({ properties }) => plan.parse(properties));
  return {
    logRules: of('Microsoft.Insights/scheduledQueryRules').map(
      ({ properties }) => rule.parse(properties).evaluationFrequency,
    ),
    metricRules: of('Microsoft.Insights/metricAlerts').length,
    availabilityTestsPerMonth: tests.reduce(
      (sum, { Frequency, Locations }) =>
        sum + (Locations.length * minutesPerMonth * 60) / Frequency,
      0,
    ),
    privateEndpoints: of('Microsoft.Network/privateEndpoints').length,
    privateZones: of('Microsoft.Network/privateDnsZones').length,
    readyInstances: plans.some(({ zoneRedundant }) => zoneRedundant) ? readyInstances : 0,
  };
}

/** @returns what a number of accounts and an environment use in a month */
export function usage(accounts: number, { availabilityTestsPerMonth }: Deployed) {
  const a = assumptions;
  const operations = Object.entries(monthOfAPerson);
  const requestsEach = operations.reduce((sum, [, times]) => sum + times, 0);
  const storageEach = operations.reduce(
    (sum, [name, times]) => sum + times * storageRequestsOf(name),
    0,
  );
  const timerRuns = timerRunsPerMonth();
  const executions = accounts * requestsEach + timerRuns + availabilityTestsPerMonth;
  const backupPages = (nightsPerMonth * accounts * a.rowsPerAccount.value) / rowsPerPage;
  return {
    executions,
    gigabyteSeconds: executions * a.secondsBilled.value * a.gigabytesOfInstance.value,
    storageRequests:
      accounts * storageEach + timerRuns * a.storageRequestsPerTimerRun.value + backupPages,
    gigabytesStored: (accounts * a.kilobytesPerAccount.value) / 1e6,
    mails: accounts * a.mailsPerAccount.value,
    gigabytesLogged: (executions * a.kilobytesLogged.value) / 1e6,
  };
}
