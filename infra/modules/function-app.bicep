metadata name = 'Function app'
metadata description = 'The service on Flex Consumption: scales to zero, speaks HTTPS only, has no password to publish with.'

import { tagList, valuesByName } from '../types.bicep'

@description('Required. Name of the plan.')
param planName string

@description('Required. Name of the app.')
param name string

@description('Required. Region of the app.')
param location string

@description('Required. Tags of the app.')
param tags tagList

@description('Required. Resource id of the identity that the app acts as.')
param identityId string

@description('Required. Address of the container with the deployed code.')
param deploymentContainerUri string

@description('Required. Settings of the app by name; a Key Vault reference counts as one.')
param settings valuesByName

@description('Required. Path that tells whether the app can work.')
param healthCheckPath string

@description('Required. Memory of an instance; 2,048 MB is one core.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Required. Instances at most.')
param maximumInstanceCount int

@description('Required. HTTP requests that an instance works on at once.')
param requestsPerInstance int

@description('Required. Instances that are kept ready for HTTP; 0 scales to zero.')
param alwaysReadyInstances int

@description('Required. Subnet that the app goes out through; empty for none.')
param subnetId string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        triggers: { http: { perInstanceConcurrency: requestsPerInstance } }
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [{ name: 'http', instanceCount: alwaysReadyInstances }]
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
    }
    siteConfig: {
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
      cors: { allowedOrigins: [], supportCredentials: false }
      healthCheckPath: healthCheckPath
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      remoteDebuggingEnabled: false
    }
  }

  resource ftpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource publishPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Resource id of the app.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Host name that Azure gives the app.')
output hostName string = app.properties.defaultHostName
