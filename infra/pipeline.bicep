metadata name = 'Pipeline'
metadata description = 'The two identities with which the pipeline previews and deploys one environment, without secrets.'

import { euRegion } from 'regions.bicep'
import { roleIds } from 'modules/roles.bicep'
import { tagList } from 'types.bicep'

@description('Required. Region of the identities.')
param location euRegion

@description('Required. Prefix of resource names, as in the parameter file of the environment.')
@minLength(3)
@maxLength(7)
param name string

@description('Required. Name of the environment in GitHub, whose protection rules decide who approves.')
@allowed(['dev', 'prod'])
param environmentName string

@description('Required. Repository in GitHub: OWNER/REPOSITORY.')
param repository string

@description('Optional. Tags of the identities.')
param tags tagList = { service: 'employment-services-manual-accounts', environment: name }

var unique = uniqueString(resourceGroup().id)
var builtIn = {
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
  'Role Based Access Control Administrator': 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'
}

resource planIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-id-plan'
  location: location
  tags: tags

  resource github 'federatedIdentityCredentials' = {
    name: 'github'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:${repository}:environment:${environmentName}-plan'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

resource deployIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-id-deploy'
  location: location
  tags: tags

  resource github 'federatedIdentityCredentials' = {
    name: 'github'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:${repository}:environment:${environmentName}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

// Reader cannot start a preview, and Contributor could also deploy:
// https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if
resource preview 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'preview')
  properties: {
    roleName: 'Accounts deployment preview (${name}, ${unique})'
    description: 'Previews and validates deployments; changes nothing.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Resources/deployments/whatIf/action'
          'Microsoft.Resources/deployments/validate/action'
        ]
        notActions: []
      }
    ]
  }
}

// Contributor may write neither locks nor roles; removing locks is left to people.
resource protect 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'protect')
  properties: {
    roleName: 'Accounts deployment (${name}, ${unique})'
    description: 'Writes delete locks and the role that adds backups; deletes neither.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Authorization/locks/write'
          'Microsoft.Authorization/roleDefinitions/write'
        ]
        notActions: []
      }
    ]
  }
}

// The roles of the app, and identities as their only holders:
// https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
var backupWriter = guid(resourceGroup().id, 'Accounts backup writer (${name}, ${unique})')
var assignable = join(concat(map(items(roleIds), role => role.value), [backupWriter]), ', ')
var attributes = 'Microsoft.Authorization/roleAssignments'
var condition = join(
  map(
    [
      { action: 'write', source: 'Request' }
      { action: 'delete', source: 'Resource' }
    ],
    each =>
      '((!(ActionMatches{\'${attributes}/${each.action}\'})) OR (@${each.source}[${attributes}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${assignable}} AND @${each.source}[${attributes}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {\'ServicePrincipal\'}))'
  ),
  ' AND '
)

resource planRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in [builtIn.Reader, preview.name]: {
    name: guid(resourceGroup().id, planIdentity.id, id)
    properties: {
      principalId: planIdentity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)
    }
  }
]

resource deployRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in [builtIn.Contributor, protect.name]: {
    name: guid(resourceGroup().id, deployIdentity.id, id)
    properties: {
      principalId: deployIdentity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)
    }
  }
]

resource delegatedRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, deployIdentity.id, 'delegated')
  properties: {
    principalId: deployIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      builtIn['Role Based Access Control Administrator']
    )
    conditionVersion: '2.0'
    condition: condition
  }
}

@description('Client id of the identity that previews deployments.')
output planClientId string = planIdentity.properties.clientId

@description('Client id of the identity that deploys.')
output deployClientId string = deployIdentity.properties.clientId
