metadata name = 'Roles'
metadata description = 'All rights of the service, each at the smallest scope; README.md gives the reasons.'

@description('Required. Name of the identity that gets the roles.')
param identityName string

@description('Required. Name of the storage account.')
param storageName string

@description('Required. Queues that the identity can use.')
param queues string[]

@description('Required. Containers in which the Functions host keeps leases and keys.')
param hostContainers string[]

@description('Required. Containers that the identity can write to.')
param containers string[]

@description('Required. Name of the vault.')
param vaultName string

@description('Required. Secrets that the identity can read.')
param secretNames string[]

@description('Required. Name of Communication Services.')
param communicationName string

@description('Required. Name of Application Insights.')
param insightsName string

@export()
@description('Roles of the app by name.')
var roleIds = {
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
  'Communication and Email Service Owner': '09976791-48a7-449e-bb21-39d1a415f350'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName

  resource queueService 'queueServices' existing = {
    name: 'default'

    resource queue 'queues' existing = [for name in queues: { name: name }]
  }

  resource blobService 'blobServices' existing = {
    name: 'default'

    resource hostContainer 'containers' existing = [for name in hostContainers: { name: name }]
    resource container 'containers' existing = [for name in containers: { name: name }]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName

  resource secret 'secrets' existing = [for name in secretNames: { name: name }]
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' existing = {
  name: communicationName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identity.id, roleIds['Storage Table Data Contributor'])
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Table Data Contributor']
    )
  }
}

resource queueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (_, i) in queues: {
    scope: account::queueService::queue[i]
    name: guid(
      account::queueService::queue[i].id,
      identity.id,
      roleIds['Storage Queue Data Contributor']
    )
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Storage Queue Data Contributor']
      )
    }
  }
]

resource hostRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (_, i) in hostContainers: {
    scope: account::blobService::hostContainer[i]
    name: guid(
      account::blobService::hostContainer[i].id,
      identity.id,
      roleIds['Storage Blob Data Owner']
    )
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Storage Blob Data Owner']
      )
    }
  }
]

resource blobRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (_, i) in containers: {
    scope: account::blobService::container[i]
    name: guid(
      account::blobService::container[i].id,
      identity.id,
      roleIds['Storage Blob Data Contributor']
    )
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Storage Blob Data Contributor']
      )
    }
  }
]

resource secretRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (_, i) in secretNames: {
    scope: vault::secret[i]
    name: guid(vault::secret[i].id, identity.id, roleIds['Key Vault Secrets User'])
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Key Vault Secrets User']
      )
    }
  }
]

resource mailRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: communication
  name: guid(communication.id, identity.id, roleIds['Communication and Email Service Owner'])
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Communication and Email Service Owner']
    )
  }
}

resource telemetryRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identity.id, roleIds['Monitoring Metrics Publisher'])
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Monitoring Metrics Publisher']
    )
  }
}
