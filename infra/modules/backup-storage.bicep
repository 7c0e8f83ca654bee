metadata name = 'Backup storage'
metadata description = 'A second account in another region of the EU or EEA: backups and audit roots, which the app can add but neither delete nor, until they expire, change.'

import { tagList } from '../types.bicep'

@description('Required. Name of the account.')
param name string

@description('Required. Region of the account, other than that of what it protects.')
param location string

@description('Required. Tags of the account.')
param tags tagList

@description('Required. Redundancy of the account within its region.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param sku string

@description('Required. Name of the container for audit roots.')
param rootContainer string

@description('Required. Name of the container for backups.')
param backupContainer string

@description('Required. Days for which an audit root cannot be changed or deleted.')
param rootDays int

@description('Required. Days for which a backup cannot be changed or deleted, and after which it is deleted.')
param backupDays int

@description('Required. Whether the immutability policies are locked, so that they must be left alone.')
param policiesLocked bool

@description('Required. Days for which a deleted blob or container can be recovered.')
param softDeleteDays int

@description('Required. Whether only the private network and `allowedIpRanges` can reach the account.')
param denyPublicNetwork bool

@description('Required. Public IPv4 addresses or ranges that can still reach the account.')
param allowedIpRanges string[]

@description('Required. Name of the identity that adds backups.')
param identityName string

@description('Required. Name of the role that may write blobs, unique in the tenant.')
param writerRoleName string

module storage 'storage.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    sku: sku
    tables: []
    queues: []
    containers: []
    appendOnlyContainer: rootContainer
    expiringContainer: backupContainer
    appendOnlyDays: rootDays
    expireAfterDays: backupDays
    protectExpiring: true
    policiesLocked: policiesLocked
    softDeleteDays: softDeleteDays
    denyPublicNetwork: denyPublicNetwork
    allowedIpRanges: allowedIpRanges
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: name

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' existing = [
      for container in [rootContainer, backupContainer]: { name: container }
    ]
  }
}

// No built-in role writes blobs without also deleting them. Large blobs are written in blocks, which
// `add` does not allow; the immutability policies keep `write` from replacing anything:
// https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
resource writeBlobs 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, writerRoleName)
  properties: {
    roleName: writerRoleName
    description: 'Reads and writes blobs; cannot delete any.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/read']
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
        ]
        notDataActions: []
      }
    ]
  }
}

resource writerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, i) in [rootContainer, backupContainer]: {
    dependsOn: [storage]
    scope: account::blobs::container[i]
    name: guid(account::blobs::container[i].id, identity.id, writeBlobs.id)
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: writeBlobs.id
    }
  }
]
