/** Mistakes in values that Azure accepts in several forms. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Bicep
import { changesOf, type Mutation } from './mutation.ts';

export const detailMutations: readonly Mutation[] = [
  ...changesOf('modules/alerts.bicep', [
    ["history: 'P2D'", 'history: null', 'a query that compares with earlier days sees them'],
    [
      'skipQueryValidation: true',
      'skipQueryValidation: false',
      'alerts can be created before the first log',
    ],
    [
      'SSLCertRemainingLifetimeCheck: 14',
      'SSLCertRemainingLifetimeCheck: 90',
      'a certificate is renewed long before it is reported',
    ],
    [
      "  location: 'global'\n  tags: tags\n  properties: {\n    enabled: true\n    groupShortName",
      '  tags: tags\n  properties: {\n    enabled: true\n    groupShortName',
      'each resource names its region',
    ],
  ]),
  ...changesOf('modules/vault.bicep', [
    [
      "publicNetworkAccess: 'Enabled'",
      "publicNetworkAccess: 'Disabled'",
      'operators can be admitted to the vault',
    ],
    ["name: 'standard'", "name: 'premium'", 'the vault costs nothing while nobody reads it'],
  ]),
  ...changesOf('modules/function-app.bicep', [
    [
      'maximumInstanceCount: maximumInstanceCount',
      'maximumInstanceCount: 1000',
      'a runaway has an end',
    ],
  ]),
  ...changesOf('modules/monitoring.bicep', [
    [
      "'PerGB2018'",
      "'CapacityReservation'",
      'logs are paid by the gigabyte, and gone when they expire',
    ],
    [
      'immediatePurgeDataOn30Days: true',
      'immediatePurgeDataOn30Days: false',
      'logs are paid by the gigabyte, and gone when they expire',
    ],
  ]),
  ...changesOf('modules/diagnostics.bicep', [
    [
      "metrics: [{ category: 'AllMetrics', enabled: true }]",
      'metrics: []',
      'metrics are kept beside the logs',
    ],
  ]),
  ...changesOf('modules/network.bicep', [
    [
      'addressPrefixes: [addressPrefix]',
      "addressPrefixes: ['192.168.0.0/24']",
      'subnets lie within their network',
    ],
  ]),
  ...changesOf('modules/overview.bicep', [
    ['sourceId: workspaceId', 'sourceId: actionGroup.id', 'the workbook reads the workspace'],
  ]),
  ...changesOf('modules/backup-storage.bicep', [
    ["type: 'CustomRole'", "type: 'BuiltInRole'", 'the own role has a scope'],
  ]),
  ...changesOf('modules/mail.bicep', [
    [
      "name: 'AzureManagedDomain'",
      "name: 'other.example.fi'",
      "e-mails can be sent from Azure's own domain before the custom one is verified",
    ],
  ]),
  ...changesOf('main.bicep', [
    [
      "module network 'modules/network.bicep' = if (usesNewNetwork) {",
      "module network 'modules/network.bicep' = if (!usesNewNetwork) {",
      'a network of this group that the app uses is made here',
    ],
  ]),
];
