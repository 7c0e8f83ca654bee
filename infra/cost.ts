/** Computes the monthly cost from published prices and counted usage, for cost.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prices } from './prices.ts';
import {
  assumptions,
  type Deployed,
  deployedIn,
  hoursPerMonth,
  monthOfAPerson,
  storageRequestsOf,
  timerRunsPerMonth,
  usage,
} from './usage.ts';

type Line = { what: string; usd: number };

/** @returns the lines of a monthly bill in US dollars, without free grants */
export function monthlyCost(accounts: number, deployed: Deployed): Line[] {
  const used = usage(accounts, deployed);
  const { gigabytesOfInstance, megabytesPerMail } = assumptions;
  const readySeconds = deployed.readyInstances * gigabytesOfInstance.value * hoursPerMonth * 3_600;
  const mailUsd = prices.mail.usd + megabytesPerMail.value * prices.mailData.usd;
  const rulesUsd = deployed.logRules.reduce((sum, minutes) => sum + ruleUsd(minutes), 0);
  return [
    { what: 'Functions: work', usd: used.gigabyteSeconds * prices.work.usd },
    { what: 'Functions: executions', usd: (used.executions / 1e6) * prices.execution.usd },
    { what: 'Functions: instances ready in two zones', usd: readySeconds * prices.ready.usd },
    { what: 'Storage: requests', usd: (used.storageRequests / 10_000) * prices.tableRequest.usd },
    { what: 'Storage: data', usd: used.gigabytesStored * prices.tableData.usd },
    { what: 'E-mail', usd: used.mails * mailUsd },
    { what: 'Logs', usd: used.gigabytesLogged * prices.log.usd },
    {
      what: 'Availability test',
      usd: deployed.availabilityTestsPerMonth * prices.availabilityTest.usd,
    },
    { what: 'Alert rules', usd: rulesUsd + deployed.metricRules * prices.metricRule.usd },
    {
      what: 'Private network',
      usd:
        deployed.privateEndpoints * hoursPerMonth * prices.endpoint.usd +
        deployed.privateZones * prices.zone.usd,
    },
  ];
}

/** @returns the sum of a bill in US dollars */
export function sumOf(bill: readonly Line[]): number {
  return bill.reduce((sum, { usd }) => sum + usd, 0);
}

/** Rules that run less often than every 15 minutes cost as much as those. */
function ruleUsd(minutes: number): number {
  if (minutes < 5) return prices.rule1.usd;
  if (minutes < 10) return prices.rule5.usd;
  return minutes < 15 ? prices.rule10.usd : prices.rule15.usd;
}

/** @returns what the committed snapshot of an environment deploys */
export function deployed(environment: 'dev' | 'prod'): Deployed {
  const file = join(import.meta.dirname, `${environment}.snapshot.json`);
  return deployedIn(JSON.parse(readFileSync(file, 'utf8')));
}

/** @returns the tables of cost.md: the bill, the prices, what was counted and what was assumed */
export function costTables(): string {
  const columns = [
    ['dev, idle', monthlyCost(0, deployed('dev'))],
    ['prod, idle', monthlyCost(0, deployed('prod'))],
    ...[1_000, 100_000, 1_000_000].map(
      (accounts) =>
        [
          `prod, ${accounts.toLocaleString('en')}`,
          monthlyCost(accounts, deployed('prod')),
        ] as const,
    ),
  ] as const;
  const lines = monthlyCost(0, deployed('dev')).map(({ what }, i) => [
    what,
    ...columns.map(([, bill]) => dollars(bill[i]?.usd ?? 0)),
  ]);
  const sums = columns.map(([, bill]) => `**${dollars(sumOf(bill))}**`);
  return [
    table(
      ['US dollars per month', ...columns.map(([name]) => name)],
      [...lines, ['**Sum**', ...sums]],
    ),
    table(['Counted per month', ''], counted()),
    table(
      ['Assumed per month', ''],
      Object.values(assumptions).map(({ value, means }) => [value.toLocaleString('en'), means]),
    ),
    table(
      ['Price', 'Per', 'Source', 'Read on'],
      Object.values(prices).map(({ usd, unit, source, read }) => [`$${usd}`, unit, source, read]),
    ),
  ].join('\n\n');
}

function counted(): string[][] {
  const prod = deployed('prod');
  const whole = (count: number) => Math.round(count).toLocaleString('en');
  return [
    [whole(timerRunsPerMonth()), 'runs of timers, from `src/timers/timers.ts`'],
    [whole(prod.availabilityTestsPerMonth), 'runs of the availability test, from all its places'],
    [whole(prod.logRules.length), 'log alert rules in prod'],
    [whole(prod.privateEndpoints), 'private endpoints in prod'],
    [whole(prod.readyInstances), 'instances that zone redundancy keeps ready in prod'],
    ...Object.entries(monthOfAPerson).map(([name, times]) => [
      whole(times),
      `times per account: ${name} (storage requests in src/REFERENCE.md: ${storageRequestsOf(name)})`,
    ]),
  ];
}

/** @returns a Markdown table with aligned columns */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) =>
    Math.max(3, ...[head, ...rows].map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function dollars(usd: number): string {
  return usd.toFixed(2);
}
