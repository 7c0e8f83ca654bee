/** Computes the monthly cost from published prices and stated assumptions, for README.md. */

type Price = { usd: number; unit: string; source: string; read: string };

const retail = 'Azure Retail Prices, East US 2';

/** List prices in US dollars without tax; EU regions differ by a few percent. */
export const prices = {
  work: {
    usd: 0.000026,
    unit: 'GB-second of work above 100,000',
    source: `${retail}, Functions`,
    read: '2026-10-05',
  },
  execution: {
    usd: 0.4,
    unit: 'million executions above 250,000',
    source: `${retail}, Functions`,
    read: '2026-10-05',
  },
  tableRequest: {
    usd: 0.00036,
    unit: '10,000 requests to tables',
    source: 'Azure Retail Prices, Tables LRS',
    read: '2026-09-22',
  },
  tableData: {
    usd: 0.045,
    unit: 'GB in tables',
    source: 'Azure Retail Prices, Tables LRS',
    read: '2026-09-22',
  },
  mail: {
    usd: 0.00025,
    unit: 'e-mail',
    source: 'learn.microsoft.com, Email pricing',
    read: '2026-09-07',
  },
  mailData: {
    usd: 0.00012,
    unit: 'MB of e-mail',
    source: 'learn.microsoft.com, Email pricing',
    read: '2026-09-07',
  },
  log: {
    usd: 2.76,
    unit: 'GB of logs above 5',
    source: 'Azure Retail Prices, Log Analytics',
    read: '2026-09-23',
  },
  endpoint: {
    usd: 0.01,
    unit: 'hour of a private endpoint',
    source: 'Azure Retail Prices, Virtual Network',
    read: '2026-09-23',
  },
  zone: {
    usd: 0.5,
    unit: 'private DNS zone',
    source: 'Azure Retail Prices, DNS',
    read: '2026-09-23',
  },
} as const satisfies Record<string, Price>;

/** Monthly assumptions; after a change, run `npm run infra:print`. */
const assumptions = {
  requestsPerAccount: {
    value: 120,
    means: 'HTTP requests per account (8 sign-ins, their refreshes, pages)',
  },
  storageRequestsPerRequest: { value: 4, means: 'storage requests for each HTTP request' },
  mailsPerAccount: { value: 0.5, means: 'e-mails per account' },
  megabytesPerMail: { value: 0.03, means: 'MB per e-mail' },
  kilobytesPerAccount: { value: 30, means: 'kB stored per account, including its events' },
  kilobytesLoggedPerRequest: { value: 3, means: 'kB logged per request or timer run' },
  timerRuns: {
    value: 50_000,
    means: 'timer runs: repair every minute, the rest hourly or daily',
  },
  probes: { value: 8_760, means: 'availability tests: 3 places, every 15 minutes' },
  secondsBilled: {
    value: 1,
    means: 'second billed per request, the minimum; concurrent requests share it',
  },
  gigabytesOfInstance: { value: 2, means: 'GB of memory per instance' },
  hours: { value: 730, means: 'hours' },
} as const;

type Line = { what: string; usd: number };

/** @param privateNetwork whether there is one, as in prod @returns the lines of a monthly bill */
export function monthlyCost(accounts: number, privateNetwork: boolean): Line[] {
  const a = assumptions;
  const requests = accounts * a.requestsPerAccount.value;
  const executions = requests + a.timerRuns.value + a.probes.value;
  const gigabyteSeconds = executions * a.secondsBilled.value * a.gigabytesOfInstance.value;
  const storageRequests = executions * a.storageRequestsPerRequest.value;
  const mails = accounts * a.mailsPerAccount.value;
  const logged = gigabytesLogged(accounts);
  const parts = privateNetwork ? 4 : 0;
  return [
    { what: 'Functions: work', usd: over(gigabyteSeconds, 100_000) * prices.work.usd },
    {
      what: 'Functions: executions',
      usd: (over(executions, 250_000) / 1e6) * prices.execution.usd,
    },
    { what: 'Storage: requests', usd: (storageRequests / 10_000) * prices.tableRequest.usd },
    {
      what: 'Storage: data',
      usd: ((accounts * a.kilobytesPerAccount.value) / 1e6) * prices.tableData.usd,
    },
    {
      what: 'E-mail',
      usd: mails * (prices.mail.usd + a.megabytesPerMail.value * prices.mailData.usd),
    },
    { what: 'Logs', usd: over(logged, 5) * prices.log.usd },
    {
      what: 'Private network',
      usd: parts * (a.hours.value * prices.endpoint.usd + prices.zone.usd),
    },
  ];
}

/** @returns the gigabytes logged in a month of 730 hours */
export function gigabytesLogged(accounts: number): number {
  const a = assumptions;
  const executions = accounts * a.requestsPerAccount.value + a.timerRuns.value + a.probes.value;
  return (executions * a.kilobytesLoggedPerRequest.value) / 1e6;
}

/** @returns the README's tables of the bill, the prices and the assumptions */
export function costTables(): string {
  const columns = [
    ['1,000, dev', monthlyCost(1_000, false)],
    ['1,000, prod', monthlyCost(1_000, true)],
    ['100,000, prod', monthlyCost(100_000, true)],
  ] as const;
  const lines = monthlyCost(0, false).map(({ what }, i) => [
    what,
    ...columns.map(([, bill]) => dollars(bill[i]?.usd ?? 0)),
  ]);
  const sums = columns.map(([, bill]) => dollars(bill.reduce((sum, { usd }) => sum + usd, 0)));
  return [
    table(
      ['US dollars per month', ...columns.map(([name]) => name)],
      [...lines, ['**Sum**', ...sums]],
    ),
    table(
      ['Price', 'Per', 'Source', 'Read on'],
      Object.values(prices).map(({ usd, unit, source, read }) => [`$${usd}`, unit, source, read]),
    ),
    table(
      ['Assumed per month', ''],
      Object.values(assumptions).map(({ value, means }) => [value.toLocaleString('en'), means]),
    ),
  ].join('\n\n');
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

function over(amount: number, free: number): number {
  return Math.max(0, amount - free);
}

function dollars(usd: number): string {
  return usd.toFixed(2);
}
