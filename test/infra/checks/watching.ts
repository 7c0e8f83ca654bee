/** Events that need a person raise an alert; logs contain no addresses and are bounded. */
import { at, type Check, listAt, ofType, type Snapshot } from '../snapshot.ts';
import { each, finding, some, value } from './property.ts';

/** Log categories by resource; request logs would contain people's addresses. */
const logCategories: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Storage/storageAccounts/blobServices': ['StorageWrite', 'StorageDelete'],
  'Microsoft.Storage/storageAccounts/queueServices': ['StorageWrite', 'StorageDelete'],
  'Microsoft.Storage/storageAccounts/tableServices': ['StorageDelete'],
  'Microsoft.KeyVault/vaults': ['AuditEvent'],
  'Microsoft.Web/sites': ['FunctionAppLogs'],
};

const insights = 'Microsoft.Insights/components';
const workspaces = 'Microsoft.OperationalInsights/workspaces';
const localAuth = 'properties.features.disableLocalAuth';
const budgets = 'Microsoft.Consumption/budgets';

const logged: Check = {
  name: 'storage, vault and app send exactly the stated logs to the workspace',
  run(snapshot) {
    const [workspace] = ofType(snapshot, workspaces);
    const found = ofType(snapshot, 'Microsoft.Insights/diagnosticSettings').map((setting) => {
      const target = setting.id.split('/providers/Microsoft.Insights/')[0] ?? '';
      const categories = listAt(setting, 'properties.logs')
        .filter((log) => at(log, 'enabled') === true)
        .map((log) => at(log, 'category'));
      const here = at(setting, 'properties.workspaceId') === workspace?.id;
      return `${target} ${here ? categories.join() : 'elsewhere'}`;
    });
    const wanted = Object.entries(logCategories).flatMap(([type, categories]) =>
      ofType(snapshot, type)
        .filter(({ name }) => isUsed(snapshot, type, name))
        .map(({ id }) => `${id} ${categories.join()}`),
    );
    return [
      ...wanted.filter((each) => !found.includes(each)),
      ...found.filter((each) => !wanted.includes(each)),
    ].map((each) => finding(logged.name, each, 'is missing, or logs something else'));
  },
};

/** A service without tables, queues or containers logs nothing. */
function isUsed({ predictedResources }: Snapshot, type: string, name: string): boolean {
  if (!type.includes('storageAccounts/')) return true;
  return predictedResources.some(
    (part) => part.type.startsWith(`${type}/`) && part.name.startsWith(`${name}/`),
  );
}

const readSecrets = each(
  'reads of secrets are logged with known columns',
  'Microsoft.Insights/diagnosticSettings',
  'AuditEvent must go to AZKVAuditLogs',
  (setting) =>
    at(setting, 'properties.logs.0.category') !== 'AuditEvent' ||
    at(setting, 'properties.logAnalyticsDestinationType') === 'Dedicated',
);

/** Days: long enough to look into last month, no longer than people were told. */
const logDays = { min: 30, max: 90 };

const budgetTold = each(
  'the budget tells operators before it is spent',
  budgets,
  'must tell the action group at 80 % and of a forecast of 100 %',
  (budget, snapshot) => {
    const [group] = ofType(snapshot, 'Microsoft.Insights/actionGroups');
    const told = Object.values(Object(at(budget, 'properties.notifications')));
    const kinds = told.map((one) => `${at(one, 'thresholdType')} ${at(one, 'threshold')}`);
    return (
      kinds.join() === 'Actual 80,Forecasted 100' &&
      at(budget, 'properties.timeGrain') === 'Monthly' &&
      at(budget, 'properties.category') === 'Cost' &&
      /^\d{4}-\d\d-01$/.test(String(at(budget, 'properties.timePeriod.startDate'))) &&
      told.every(
        (one) =>
          at(one, 'enabled') === true &&
          at(one, 'operator') === 'GreaterThan' &&
          listAt(one, 'contactGroups').join() === group?.id,
      )
    );
  },
);

export const watchingChecks: readonly Check[] = [
  logged,
  value('no IP address is stored', insights, 'properties.DisableIpMasking', false),
  value('telemetry is accepted from the app alone', workspaces, localAuth, true),
  value('telemetry goes to the workspace', insights, 'properties.IngestionMode', 'LogAnalytics'),
  each('logs are bounded in days', workspaces, 'must keep logs 30 to 90 days', (workspace) => {
    const days = Number(at(workspace, 'properties.retentionInDays'));
    return days >= logDays.min && days <= logDays.max;
  }),
  some('operators have a workbook', 'Microsoft.Insights/workbooks', 'must exist'),
  readSecrets,
  budgetTold,
];
