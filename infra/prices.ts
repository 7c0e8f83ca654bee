/** Azure's list prices in US dollars without tax; regions in the EU differ by a few percent. */

type Price = { usd: number; unit: string; source: string; read: string };

const retail = 'Azure Retail Prices, East US 2';
const monitor = 'azure.microsoft.com/pricing/details/monitor';

/** Free grants are left out: they are given once per subscription, which may have used them. */
export const prices = {
  work: {
    usd: 0.000026,
    unit: 'GB-second of work',
    source: `${retail}, Functions`,
    read: '2026-10-05',
  },
  ready: {
    usd: 0.000004,
    unit: 'GB-second of an instance kept ready',
    source: `${retail}, Functions`,
    read: 'unread',
  },
  execution: {
    usd: 0.4,
    unit: 'million executions',
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
    unit: 'GB of logs',
    source: 'Azure Retail Prices, Log Analytics',
    read: '2026-09-23',
  },
  rule15: { usd: 0.5, unit: 'log alert rule, every 15 minutes', source: monitor, read: 'unread' },
  rule10: { usd: 1, unit: 'log alert rule, every 10 minutes', source: monitor, read: 'unread' },
  rule5: { usd: 1.5, unit: 'log alert rule, every 5 minutes', source: monitor, read: 'unread' },
  rule1: { usd: 3, unit: 'log alert rule, every minute', source: monitor, read: 'unread' },
  metricRule: { usd: 0.1, unit: 'metric alert rule', source: monitor, read: 'unread' },
  availabilityTest: {
    usd: 0.0006,
    unit: 'run of an availability test',
    source: monitor,
    read: 'unread',
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
