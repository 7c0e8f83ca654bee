metadata name = 'Storage'
metadata description = 'The storage account with the tables, queues and containers of the code; keys are off.'

import { tagList } from '../types.bicep'

@description('Required. Name of the account.')
param name string

@description('Required. Region of the account.')
param location string

@description('Required. Tags of the account.')
param tags tagList

@description('Required. Redundancy of the account.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param sku string

@description('Required. Names of the tables.')
param tables string[]

@description('Required. Names of the queues, including poison queues.')
param queues string[]

@description('Required. Names of the mutable containers.')
param containers string[]

@description('Required. Name of the append-only container.')
param appendOnlyContainer string

@description('Required. Name of the container whose blobs expire.')
param expiringContainer string

@description('Required. Days for which a blob of the append-only container cannot be changed or deleted.')
param appendOnlyDays int

@description('Required. Days after which a blob of the expiring container is deleted.')
param expireAfterDays int

@description('Required. Whether blobs of the expiring container cannot be changed or deleted before they expire.')
param protectExpiring bool

@description('Required. Whether the immutability policies are locked, so that they must be left alone.')
param policiesLocked bool

@description('Required. Days for which a deleted blob or container can be recovered.')
param softDeleteDays int

@description('Required. Whether only the private network and `allowedIpRanges` can reach the account.')
param denyPublicNetwork bool

@description('Required. Public IPv4 addresses or ranges that can still reach the account.')
param allowedIpRanges string[]

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: denyPublicNetwork ? 'Deny' : 'Allow'
      ipRules: [for range in allowedIpRanges: { value: range, action: 'Allow' }]
    }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-06-01' = {
  parent: account
  name: 'default'

  resource table 'tables' = [for table in tables: { name: table }]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'

  resource queue 'queues' = [for queue in queues: { name: queue }]
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }

  resource container 'containers' = [
    for container in containers: {
      name: container
      properties: { publicAccess: 'None' }
    }
  ]

  resource appendOnly 'containers' = {
    name: appendOnlyContainer
    properties: { publicAccess: 'None' }

    // Azure rejects a change of a locked policy, even one that changes nothing:
    // https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview
    resource immutability 'immutabilityPolicies' = if (!policiesLocked) {
      name: 'default'
      properties: {
        allowProtectedAppendWrites: false
        immutabilityPeriodSinceCreationInDays: appendOnlyDays
      }
    }
  }

  resource expiring 'containers' = {
    name: expiringContainer
    properties: { publicAccess: 'None' }

    // Ends a day before the blobs are deleted, so that nothing is kept beyond its date.
    resource immutability 'immutabilityPolicies' = if (protectExpiring && !policiesLocked) {
      name: 'default'
      properties: {
        allowProtectedAppendWrites: false
        immutabilityPeriodSinceCreationInDays: expireAfterDays - 1
      }
    }
  }
}

var expiries = [
  { name: 'backups-expire', container: expiringContainer, days: expireAfterDays }
  { name: 'audit-roots-expire', container: appendOnlyContainer, days: appendOnlyDays + 1 }
]

resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for rule in expiries: {
          name: rule.name
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['${rule.container}/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: rule.days } } }
          }
        }
      ]
    }
  }
}
