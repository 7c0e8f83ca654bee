metadata name = 'Vault'
metadata description = 'The key vault with the master key; secrets without a value are left unchanged.'

import { secretsByName, tagList } from '../types.bicep'

@description('Required. Name of the vault.')
param name string

@description('Required. Region of the vault.')
param location string

@description('Required. Tags of the vault.')
param tags tagList

@description('Required. Whether only the private network and `allowedIpRanges` can reach the vault.')
param denyPublicNetwork bool

@description('Required. Public IPv4 addresses or ranges that can still reach the vault.')
param allowedIpRanges string[]

@description('Required. Secrets by name; an empty value keeps the secret in the vault.')
param secrets secretsByName

@description('Required. Names of the secrets in `secrets`.')
param secretNames string[]

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: denyPublicNetwork ? 'Deny' : 'Allow'
      ipRules: [for range in allowedIpRanges: { value: range }]
    }
  }
}

@batchSize(1)
resource secret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = [
  for secretName in secretNames: if (!empty(secrets[secretName])) {
    parent: vault
    name: secretName
    properties: { value: secrets[secretName], contentType: 'base64' }
  }
]
