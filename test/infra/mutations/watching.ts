/** Mistakes in the network, names, tags, logs, alerts, the workbook and the budget. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Bicep
import { changesOf, compiler, given, locked, type Mutation } from './mutation.ts';

const fires = 'each log alert fires for its cause and for nothing else';
const explained = 'each alert is explained in infra/alerts.md';
const heard = 'each alert is on and is sent to somebody';
const valid = 'queries of alerts and workbook are valid Kusto';
const asked = 'queries ask for events and fields that the code logs';
const shown = 'the workbook shows what the service did, what it costs and what needs a person';
const gap = 'alerts leave no gap in time, and are never late';
const judged = 'alerts have only judged properties';
const told = 'operators are told by e-mail';
const ready = 'the readiness page is requested often enough from the EU';
const down = 'the service counts as down when two places cannot reach it';
const azure = "trouble of Azure's own in the regions used here is reported";
const logged = 'storage, vault and app send exactly the stated logs to the workspace';
const cap = 'the daily cap lets a busy day be logged, and ends a loop of errors';
const budget = 'the budget is above the estimate, and near it';
const budgetTold = 'the budget tells operators before it is spent';
const made = 'subnets are large enough, apart, guarded, and delegated to the app alone';
const linked = 'the network uses each DNS zone, and registers nothing in it';
const reached = 'each service of storage and vault has a private endpoint';
const prefixed = 'each resource begins with the prefix of its environment';
const abbreviated = 'names have the abbreviations of the Cloud Adoption Framework';
const tagged = 'each resource names its service, environment, owner and cost center';
const days = 'logs are bounded in days';
const events = (title: string) => `event == "${title}"`;
const query = (event: string, to: string, fails: string) => [events(event), to, fails] as const;

export const watchingMutations: readonly Mutation[] = [
  ...changesOf('modules/network.bicep', [
    ["serviceName: 'Microsoft.App/environments'", "serviceName: 'Microsoft.Web/serverFarms'", made],
    ['cidrSubnet(addressPrefix, 26, 1)', 'cidrSubnet(addressPrefix, 26, 0)', made],
    ['cidrSubnet(addressPrefix, 26, 0)', 'cidrSubnet(addressPrefix, 29, 0)', made],
    [
      '          networkSecurityGroup: { id: securityGroup.id }\n          delegations',
      '          delegations',
      'Azure.VNET.UseNSGs',
    ],
    ["access: 'Deny'", "access: 'Allow'", 'Azure.NSG.LateralTraversal'],
    ["['22', '3389']", "['23']", 'nothing leaves the network for remote management'],
  ]),
  ...changesOf('modules/dns-zones.bicep', [
    ['registrationEnabled: false', 'registrationEnabled: true', linked],
    ['virtualNetwork: { id: network.id }', 'virtualNetwork: { id: zone[i].id }', linked],
    ['for (_, i) in zones: {', 'for (_, i) in take(zones, 3): {', linked],
  ]),
  ...changesOf('modules/private-endpoints.bicep', [
    ["    { name: 'queue', service: 'queue' }\n", '', reached],
    [
      "    { name: 'queue', service: 'queue' }\n",
      "    { name: 'queue', service: 'file' }\n",
      compiler,
    ],
    ["[{ name: 'backup', service: 'blob' }]", '[]', reached],
    ["endpoint.name == 'backup' ? backupAccount.id : account.id", 'account.id', reached],
    [
      'if (!empty(dnsZoneGroupId))',
      'if (empty(dnsZoneGroupId))',
      'each private endpoint is registered in the DNS zone of its service',
    ],
    [
      'privateDnsZoneId: zone[i].id',
      'privateDnsZoneId: zone[0].id',
      'each private endpoint is registered in the DNS zone of its service',
    ],
    ["'${name}-pep-${endpoint.name}'", "'pep-${endpoint.name}'", prefixed],
  ]),
  ...changesOf('modules/alerts.bicep', [
    query('mail_poisoned', 'event == "mail_poison"', asked),
    query('mail_outage', 'event == "mail_sent"', `${fires} @ mail-outage`),
    query('heartbeat_late', 'event == "heartbeat_late" and 1 == 2', `${fires} @ heartbeat-late`),
    query('journal_pending_late', 'event != ""', `${fires} @ journal-pending-late`),
    query(
      'audit_root_missing',
      'event == "audit_root_missing" | where line.day == "x"',
      `${fires} @ audit-root-missing`,
    ),
    query('request_failed', 'event == "request_failed" and', valid),
    query('mail_outage', 'evnt == "mail_outage"', valid),
    query(
      'request_failed',
      'event == "request_failed" | where tostring(line.statusCode) != "0"',
      asked,
    ),
    ['parse_json(Message)', 'parse_json(Properties)', `${fires} @ mail-poisoned`],
    [
      'recent > ${signInFailuresMin} and recent > 5.0 * earlier / 191',
      'recent > 5.0 * earlier / 191',
      `${fires} @ sign-in-failures`,
    ],
    ['5.0 * earlier / 191', '5.0 * earlier', `${fires} @ sign-in-failures`],
    ['where runs == 0', 'where runs > 0', `${fires} @ telemetry-missing`],
    ['!has "${clientId}"', 'has "${clientId}"', `${fires} @ secret-read`],
    ['("SecretGet", "SecretBackup")', '("SecretList", "SecretBackup")', `${fires} @ secret-read`],
    [
      'Operation has "Data collection stopped"',
      'Operation has "Data collection started"',
      `${fires} @ log-cap-reached`,
    ],
    [
      "operator: 'GreaterThan', threshold: 0",
      "operator: 'GreaterThan', threshold: 1000000",
      `${fires} @ requests-failed`,
    ],
    ["operator: 'GreaterThan'", "operator: 'LessThan'", `${fires} @ requests-failed`],
    ["timeAggregation: 'Count'", "timeAggregation: 'Average'", `${fires} @ requests-failed`],
    ["name: 'heartbeat-late'", "name: 'timer-late'", explained],
    ["description: 'infra/alerts.md: ${alert.name}'", 'description: alert.title', explained],
    ['      enabled: true\n      severity', '      enabled: false\n      severity', heard],
    [
      '      autoMitigate: true',
      "      autoMitigate: false\n      muteActionsDuration: 'P1D'",
      judged,
    ],
    ['      autoMitigate: true', '      autoMitigate: false', 'a lasting fault sends one message'],
    ['actions: { actionGroups: [actionGroup.id] }', 'actions: { actionGroups: [] }', heard],
    ['actions: [{ actionGroupId: actionGroup.id }]', 'actions: []', heard],
    ['scopes: [workspaceId]', 'scopes: [insightsId]', 'alerts look at the workspace'],
    ['evaluationFrequency: alert.every', "evaluationFrequency: 'PT1H'", gap],
    ['windowSize: alert.window', "windowSize: 'P1D'", gap],
    [
      "    title: 'A timer has not run'\n    severity: 1",
      "    title: 'A timer has not run'\n    severity: 4",
      'alerts are urgent enough to be read',
    ],
    ['    enabled: true\n    groupShortName', '    enabled: false\n    groupShortName', told],
    ['for (email, i) in emails', 'for (email, i) in take(emails, 0)', told],
    ['Enabled: true', 'Enabled: false', ready],
    ['RequestUrl: readyUrl', "RequestUrl: 'https://accounts.example.fi/api/ready'", ready],
    ['ExpectedHttpStatusCode: 200', 'ExpectedHttpStatusCode: 404', ready],
    ['Frequency: 900', 'Frequency: 3600', ready],
    ["HttpVerb: 'GET'", "HttpVerb: 'OPTIONS'", ready],
    ['SSLCheck: true', 'SSLCheck: false', ready],
    [", { Id: 'emea-fr-pra-edge' }", '', ready],
    ['emea-fr-pra-edge', 'us-va-ash-azr', 'availability is tested from the EU only'],
    ['failedLocationCount: 2', 'failedLocationCount: 3', down],
    ['scopes: [availability.id, insightsId]', 'scopes: [insightsId]', down],
    ["'hidden-link:${insightsId}': 'Resource'", "'hidden-link': 'Resource'", down],
    ["equals: 'ServiceHealth'", "equals: 'Administrative'", azure],
    [
      'map(regions, region => regionNames[region])',
      'map(take(regions, 1), region => regionNames[region])',
      azure,
    ],
    ['scopes: [subscription().id]', 'scopes: [resourceGroup().id]', azure],
    ["name: '${name}-${alert.name}'", 'name: alert.name', prefixed],
  ]),
  ...changesOf('modules/diagnostics.bicep', [
    [
      "{ category: 'AuditEvent', enabled: true }",
      "{ category: 'AuditEvent', enabled: false }",
      logged,
    ],
    [
      "logs: [{ category: 'FunctionAppLogs', enabled: true }]",
      "logs: [{ category: 'AppServiceHTTPLogs', enabled: true }]",
      logged,
    ],
    ["      { category: 'StorageDelete', enabled: true }\n", '', logged],
    [
      "logAnalyticsDestinationType: 'Dedicated'",
      "logAnalyticsDestinationType: 'AzureDiagnostics'",
      'reads of secrets are logged with known columns',
    ],
    ["logs: [{ category: 'AuditEvent', enabled: true }]", 'logs: []', 'Azure.KeyVault.Logs'],
  ]),
  ...changesOf('modules/monitoring.bicep', [
    ['retentionInDays: retentionDays', 'retentionInDays: 730', days],
    ['retentionInDays: retentionDays', 'retentionInDays: 7', days],
    ['dailyQuotaGb: dailyCapGb', 'dailyQuotaGb: 1', cap],
    ['dailyQuotaGb: dailyCapGb', 'dailyQuotaGb: -1', cap],
    ['dailyQuotaGb: dailyCapGb', 'dailyQuotaGb: 500', cap],
    [
      'features: { disableLocalAuth: true',
      'features: { disableLocalAuth: false',
      'telemetry is accepted from the app alone',
    ],
    ['DisableIpMasking: false', 'DisableIpMasking: true', 'no IP address is stored'],
    ['DisableLocalAuth: true', 'DisableLocalAuth: false', 'Azure.AppInsights.LocalAuth'],
    [
      "IngestionMode: 'LogAnalytics'",
      "IngestionMode: 'ApplicationInsights'",
      'telemetry goes to the workspace',
    ],
    ['    WorkspaceResourceId: workspace.id\n', '', 'Azure.AppInsights.Workspace'],
  ]),
  ...changesOf('modules/overview.bicep', [
    ['amount: monthlyBudget', 'amount: 1000000', budget],
    ['amount: monthlyBudget', 'amount: 100', budget],
    ['threshold: 80', 'threshold: 800', budgetTold],
    ['contactGroups: [actionGroup.id]', 'contactGroups: []', budgetTold],
    [
      "        enabled: true\n        operator: 'GreaterThan'\n        threshold: 100",
      "        enabled: false\n        operator: 'GreaterThan'\n        threshold: 100",
      budgetTold,
    ],
    ["timeGrain: 'Monthly'", "timeGrain: 'Annually'", budgetTold],
    [
      "resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {",
      "resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = if (monthlyBudget < 0) {",
      'operators have a workbook',
    ],
    ["string(loadJsonContent('workbook.json'))", '\'{"items":[]}\'', shown],
    ["'${name}-monthly'", "'monthly'", prefixed],
  ]),
  ...changesOf('modules/workbook.json', [
    ['toint(counts.invited)', 'toint(counts.invitees)', asked],
    ['summarize latest = max(TimeGenerated)', 'summarize last = max(TimeGenerated)', valid],
    ['union withsource=Table *', 'union withsource=Table AppTrace', valid],
  ]),
  ...changesOf('main.bicep', [
    ["'${name}-kv-${unique}'", "'kv-${name}-${unique}'", prefixed],
    ["'${name}-func-${unique}'", "'${name}-app-${unique}'", abbreviated],
    ["'${name}-log'", "'${name}-workspace'", abbreviated],
    ['  costCenter: costCenter\n', '', tagged],
    ['  environment: name\n', "  environment: 'test'\n", tagged],
    ['take(unique, 11)', 'unique', 'Azure.Storage.Name'],
    [
      "'${name}-kv-${unique}'",
      "'${name}-kv-${unique}-vault'",
      'names are as short as Azure demands, with the longest prefix too',
    ],
  ]),
  ...changesOf('sizes.json', [
    ['"accounts": 100000, "logDailyCapGb": 3', '"accounts": 100000, "logDailyCapGb": 1', cap],
    ['"monthlyBudget": 1200', '"monthlyBudget": 100', budget],
  ]),
  ...changesOf('dev.bicepparam', [
    [...given('name', "'test'"), prefixed],
    [...given('maximumInstanceCount', '1'), 'the app can grow'],
    [
      ...given('mailDomain', "replace(publicUrl, 'https://', '')"),
      'the mail domain is a name of its own beside the public host name',
    ],
    [
      ...given('location', 'backupRegion'),
      'backups and roots have a second account in another region',
    ],
    [
      'param logRetentionDays',
      'param deleteLocks = false\nparam logRetentionDays',
      'storage, vault and identity are locked against deletion',
    ],
    [
      'param logRetentionDays',
      'param privateNetwork = false\nparam logRetentionDays',
      'Azure.Storage.Firewall',
    ],
    [
      'param logRetentionDays',
      'param instanceMemoryMB = 512\nparam logRetentionDays',
      'an instance has a core for checking passwords',
    ],
    ...locked('dev'),
  ]),
];
