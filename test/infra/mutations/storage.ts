/** Mistakes in storage, the second account and the vault. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Bicep
import { changesOf, type Mutation } from './mutation.ts';

const known = 'storage has only judged properties';
const recovered = 'deleted blobs can be recovered for a while';
const roots = 'audit roots cannot be changed for as long as they are needed';
const expire = 'backups and roots are deleted on time, and nothing else is';
const whole = 'lifecycle rules are on and cover every kind of blob';
const narrow = 'storage admits no wide range of addresses';
const vaultNarrow = 'the vault admits no wide range of addresses';
const vaultKnown = 'the vault has only judged properties';
const unemptied = 'a deployment without a secret leaves the one in the vault alone';
const keepOnly = 'the own role may read and write blobs, but not delete any';
const copies = 'the second copy of backups cannot be changed before it expires';

export const storageMutations: readonly Mutation[] = [
  ...changesOf('modules/storage.bicep', [
    ['sku: { name: sku }', "sku: { name: 'Standard_GRS' }", 'storage copies stay in the region'],
    ['  location: location\n', "  location: 'eastus'\n", 'every resource is in the EU or EEA'],
    [
      'allowSharedKeyAccess: false',
      'allowSharedKeyAccess: true',
      'storage accepts no account keys',
    ],
    [
      'allowBlobPublicAccess: false',
      'allowBlobPublicAccess: true',
      'Azure.Storage.BlobPublicAccess',
    ],
    [
      'allowCrossTenantReplication: false',
      'allowCrossTenantReplication: true',
      'storage is not copied to other tenants',
    ],
    [
      'defaultToOAuthAuthentication: true',
      'defaultToOAuthAuthentication: false',
      'people sign in to storage',
    ],
    ["minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'", 'Azure.Storage.MinTLS'],
    [
      'supportsHttpsTrafficOnly: true',
      'supportsHttpsTrafficOnly: false',
      'Azure.Storage.SecureTransfer',
    ],
    ["accessTier: 'Hot'", "accessTier: 'Cool'", 'blobs are ready to be read at once'],
    ["kind: 'StorageV2'", "kind: 'BlobStorage'", 'storage has every kind of service'],
    [
      "publicNetworkAccess: 'Enabled'",
      "publicNetworkAccess: 'Disabled'",
      'operators can be admitted to storage',
    ],
    [
      "publicNetworkAccess: 'Enabled'",
      "publicNetworkAccess: 'Enabled'\n    isSftpEnabled: true",
      known,
    ],
    [
      "publicNetworkAccess: 'Enabled'",
      "publicNetworkAccess: 'Enabled'\n    isHnsEnabled: true",
      known,
    ],
    ["bypass: 'AzureServices'", "bypass: 'None'", narrow],
    ["denyPublicNetwork ? 'Deny' : 'Allow'", "'Allow'", 'Azure.Storage.Firewall'],
    [
      "denyPublicNetwork ? 'Deny' : 'Allow'",
      "denyPublicNetwork ? 'Allow' : 'Deny'",
      'Azure.Storage.Firewall',
    ],
    [
      "[for range in allowedIpRanges: { value: range, action: 'Allow' }]",
      "[{ value: '0.0.0.0/0', action: 'Allow' }]",
      narrow,
    ],
    [
      "[for range in allowedIpRanges: { value: range, action: 'Allow' }]",
      "[{ value: '20.0.0.0/8', action: 'Allow' }]",
      narrow,
    ],
    [
      'deleteRetentionPolicy: { enabled: true',
      'deleteRetentionPolicy: { enabled: false',
      'Azure.Storage.SoftDelete',
    ],
    [
      'containerDeleteRetentionPolicy: { enabled: true',
      'containerDeleteRetentionPolicy: { enabled: false',
      'Azure.Storage.ContainerSoftDelete',
    ],
    [
      '    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }',
      '    deleteRetentionPolicy: { enabled: true, days: 1 }',
      recovered,
    ],
    [
      'containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }',
      'containerDeleteRetentionPolicy: { enabled: true, days: 365 }',
      recovered,
    ],
    [
      '    deleteRetentionPolicy: {',
      '    isVersioningEnabled: true\n    deleteRetentionPolicy: {',
      'blobs have no further copies',
    ],
    [
      "name: container\n      properties: { publicAccess: 'None' }",
      "name: container\n      properties: { publicAccess: 'Blob' }",
      'Azure.Storage.BlobAccessType',
    ],
    [
      "name: appendOnlyContainer\n    properties: { publicAccess: 'None' }",
      "name: appendOnlyContainer\n    properties: { publicAccess: 'Container' }",
      'Azure.Storage.BlobAccessType',
    ],
    ['= if (!policiesLocked) {', '= if (policiesLocked) {', roots],
    [
      'immutabilityPeriodSinceCreationInDays: appendOnlyDays',
      'immutabilityPeriodSinceCreationInDays: 1',
      roots,
    ],
    [
      'immutabilityPeriodSinceCreationInDays: appendOnlyDays',
      'immutabilityPeriodSinceCreationInDays: 730',
      roots,
    ],
    [
      'allowProtectedAppendWrites: false\n        immutabilityPeriodSinceCreationInDays: appendOnlyDays',
      'allowProtectedAppendWrites: true\n        immutabilityPeriodSinceCreationInDays: appendOnlyDays',
      'immutable blobs cannot be appended to',
    ],
    ['expireAfterDays - 1', '1', copies],
    ['= if (protectExpiring && !policiesLocked) {', '= if (!policiesLocked) {', copies],
    ['days: expireAfterDays }', 'days: 365 }', expire],
    ['days: expireAfterDays }', 'days: 1 }', expire],
    ['days: appendOnlyDays + 1 }', 'days: appendOnlyDays - 1 }', expire],
    ['days: appendOnlyDays + 1 }', 'days: 3650 }', expire],
    ["prefixMatch: ['${rule.container}/']", "prefixMatch: ['backup/']", expire],
    ['container: expiringContainer, days', "container: 'deployment', days", expire],
    [
      "  { name: 'audit-roots-expire', container: appendOnlyContainer, days: appendOnlyDays + 1 }\n",
      '',
      expire,
    ],
    ['          enabled: true\n', '          enabled: false\n', whole],
    ["blobTypes: ['blockBlob', 'appendBlob']", "blobTypes: ['appendBlob']", whole],
    ['baseBlob: { delete: {', 'snapshot: { delete: {', whole],
    [
      "resource queue 'queues' = [for queue in queues: { name: queue }]",
      "resource queue 'queues' = [for queue in take(queues, 2): { name: queue }]",
      'the queues are those of the code',
    ],
  ]),
  ...changesOf('modules/backup-storage.bicep', [
    ['blobs/write', 'blobs/*', keepOnly],
    [
      "          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'\n",
      "          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'\n          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'\n",
      keepOnly,
    ],
    ['assignableScopes: [resourceGroup().id]', 'assignableScopes: [subscription().id]', keepOnly],
    ['protectExpiring: true', 'protectExpiring: false', copies],
    ['policiesLocked: policiesLocked', 'policiesLocked: true', roots],
    ['appendOnlyDays: rootDays', 'appendOnlyDays: 7', roots],
    [
      '      roleDefinitionId: writeBlobs.id',
      "      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')",
      'the app has its own role, and only that, in the second account',
    ],
  ]),
  ...changesOf('modules/vault.bicep', [
    ['enablePurgeProtection: true', 'enablePurgeProtection: false', 'Azure.KeyVault.PurgeProtect'],
    ['enableSoftDelete: true', 'enableSoftDelete: false', 'Azure.KeyVault.SoftDelete'],
    ['enableRbacAuthorization: true', 'enableRbacAuthorization: false', 'Azure.KeyVault.RBAC'],
    [
      'softDeleteRetentionInDays: 90',
      'softDeleteRetentionInDays: 7',
      'a deleted vault can be recovered for 90 days',
    ],
    [
      "publicNetworkAccess: 'Enabled'",
      "publicNetworkAccess: 'Enabled'\n    enabledForTemplateDeployment: true",
      vaultKnown,
    ],
    ["denyPublicNetwork ? 'Deny' : 'Allow'", "'Allow'", 'Azure.KeyVault.Firewall'],
    ['[for range in allowedIpRanges: { value: range }]', "[{ value: '0.0.0.0/0' }]", vaultNarrow],
    ["bypass: 'AzureServices'", "bypass: 'None'", vaultNarrow],
    [': if (!empty(secrets[secretName])) {', ': {', unemptied],
    ['!empty(secrets[secretName])', 'empty(secrets[secretName])', unemptied],
    ['value: secrets[secretName]', "value: secrets['master-key-previous']", unemptied],
  ]),
  ...changesOf('main.bicep', [
    [
      '    tags: tags\n    denyPublicNetwork',
      '    tags: union(tags, { key: masterKey })\n    denyPublicNetwork',
      'secrets are passed only where they belong',
    ],
    ["'${name}-kv-${unique}'", "'${name}--kv-${unique}0'", 'Azure.KeyVault.Name'],
  ]),
  ...changesOf('modules/locks.bicep', [
    [
      "scope: account[i]\n    name: 'keep'\n    properties: { level: 'CanNotDelete'",
      "scope: account[i]\n    name: 'keep'\n    properties: { level: 'ReadOnly'",
      'locks still allow changes',
    ],
    [
      'for (_, i) in storageNames',
      'for (_, i) in take(storageNames, 1)',
      'storage, vault and identity are locked against deletion',
    ],
    [
      "resource vaultLock 'Microsoft.Authorization/locks@2020-05-01' = {",
      "resource vaultLock 'Microsoft.Authorization/locks@2020-05-01' = if (false) {",
      'storage, vault and identity are locked against deletion',
    ],
  ]),
];
