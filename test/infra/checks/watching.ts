/** Events that need a person raise an alert; logs contain no addresses and are bounded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infraFolder } from '../bicep.ts';
import { at, type Check, isRecord, ofType, type Snapshot } from '../snapshot.ts';
import { each, finding, some, value } from './property.ts';

/** The app's log events that must reach an operator. */
const alertEvents = [
  'heartbeat_late',
  'journal_pending_late',
  'audit_root_missing',
  'mail_poisoned',
  'mail_outage',
  'sign_in_failed',
  'request_failed',
] as const;

/** Log categories by resource; request logs would contain people's addresses. */
const logCategories: Readonly<Record<string, readonly string[]>> = {
  blobServices: ['StorageWrite', 'StorageDelete'],
  queueServices: ['StorageWrite', 'StorageDelete'],
  tableServices: ['StorageDelete'],
  vaults: ['AuditEvent'],
  sites: ['FunctionAppLogs'],
};

const rules = 'Microsoft.Insights/scheduledQueryRules';
const insights = 'Microsoft.Insights/components';
const workspaces = 'Microsoft.OperationalInsights/workspaces';

/** @returns the names of all alerts in a snapshot */
function alertNames(snapshot: Snapshot): string[] {
  return [rules, 'Microsoft.Insights/metricAlerts']
    .flatMap((type) => ofType(snapshot, type))
    .map(({ name }) => name);
}

const alerted: Check = {
  name: 'each event that needs a person has an alert',
  run(snapshot) {
    const queries = ofType(snapshot, rules).map((rule) =>
      String(at(rule, 'properties.criteria.allOf.0.query')),
    );
    return alertEvents
      .filter((event) => !queries.some((query) => query.includes(`"${event}"`)))
      .map((event) => finding(alerted.name, event, 'has no alert'));
  },
};

const explained: Check = {
  name: 'each alert is explained in infra/alerts.md',
  run(snapshot) {
    const page = readFileSync(join(infraFolder, 'alerts.md'), 'utf8');
    const headings = [...page.matchAll(/^## `([\w-]+)`/gm)].map((match) => String(match[1]));
    const names = alertNames(snapshot);
    return [
      ...names.filter((name) => !headings.includes(name)),
      ...headings.filter((name) => !names.includes(name)),
    ].map((name) =>
      finding(explained.name, name, 'is an alert without a heading or a heading without an alert'),
    );
  },
};

const logged: Check = {
  name: 'storage, vault and app send exactly the stated logs to the workspace',
  run(snapshot) {
    const found = new Map(
      ofType(snapshot, 'Microsoft.Insights/diagnosticSettings').map((setting) => {
        const target = setting.id.split('/providers/Microsoft.Insights/')[0] ?? '';
        return [target.split('/').at(-2) ?? '', categories(at(setting, 'properties.logs'))];
      }),
    );
    return Object.entries(logCategories)
      .filter(([target, wanted]) => found.get(target)?.join() !== wanted.join())
      .map(([target, wanted]) => finding(logged.name, target, `must log ${wanted.join(', ')}`));
  },
};

export const watchingChecks: readonly Check[] = [
  alerted,
  explained,
  logged,
  value('no IP address is stored', insights, 'properties.DisableIpMasking', false),
  each('logs are bounded in days', workspaces, 'must keep logs 30 to 730 days', (workspace) => {
    const days = Number(at(workspace, 'properties.retentionInDays'));
    return days >= 30 && days <= 730;
  }),
  each('logs are bounded in gigabytes', workspaces, 'must have a daily cap', (workspace) => {
    return Number(at(workspace, 'properties.workspaceCapping.dailyQuotaGb')) > 0;
  }),
  some('there is a monthly budget', 'Microsoft.Consumption/budgets', 'must exist'),
  some('operators have a workbook', 'Microsoft.Insights/workbooks', 'must exist'),
];

function categories(logs: unknown): string[] {
  return Array.isArray(logs)
    ? logs.filter((log) => isRecord(log) && log['enabled'] === true).map((log) => log.category)
    : [];
}
