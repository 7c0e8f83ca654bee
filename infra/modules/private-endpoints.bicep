metadata name = 'Private endpoints'
metadata description = 'Private addresses for storage and vault, one after the other.'

import { tagList } from '../types.bicep'

@description('Required. Prefix of the names.')
param name string

@description('Required. Region of the endpoints: that of their subnet.')
param location string

@description('Required. Tags of the endpoints.')
param tags tagList

@description('Required. Resource id of the subnet.')
param subnetId string

@description('Required. Resource id of the resource group with the DNS zones; empty if a policy registers the endpoints.')
param dnsZoneGroupId string

@description('Required. Names of the DNS zones by service: table, queue, blob and vault.')
param zoneNames valuesByService

@description('Required. Name of the storage account.')
param storageName string

@description('Required. Name of the vault.')
param vaultName string

@description('Required. Name of the storage account for backups; empty for none.')
param backupStorageName string

@description('Names by service.')
type valuesByService = { table: string, queue: string, blob: string, vault: string }

var endpoints = concat(
  [
    { name: 'table', service: 'table' }
    { name: 'queue', service: 'queue' }
    { name: 'blob', service: 'blob' }
    { name: 'vault', service: 'vault' }
  ],
  empty(backupStorageName) ? [] : [{ name: 'backup', service: 'blob' }]
)
var zoneGroup = split(empty(dnsZoneGroupId) ? resourceGroup().id : dnsZoneGroupId, '/')

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

resource backupAccount 'Microsoft.Storage/storageAccounts@2026-06-01' existing = if (!empty(backupStorageName)) {
  name: backupStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = [
  for endpoint in endpoints: {
    scope: resourceGroup(zoneGroup[2], zoneGroup[4])
    name: zoneNames[endpoint.service]
  }
]

// A storage account accepts one such change at a time: otherwise it fails with
// StorageAccountOperationInProgress (Azure/bicep-registry-modules issues 962 and 6001).
@batchSize(1)
resource privateEndpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for endpoint in endpoints: {
    name: '${name}-pep-${endpoint.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: endpoint.name
          properties: {
            privateLinkServiceId: endpoint.name == 'vault'
              ? vault.id
              : endpoint.name == 'backup' ? backupAccount.id : account.id
            groupIds: [endpoint.service]
          }
        }
      ]
    }
  }
]

resource dnsGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (endpoint, i) in endpoints: if (!empty(dnsZoneGroupId)) {
    parent: privateEndpoint[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        { name: endpoint.service, properties: { privateDnsZoneId: zone[i].id } }
      ]
    }
  }
]
