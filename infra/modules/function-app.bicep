metadata name = 'Function app'
metadata description = 'The service on Flex Consumption: scales to zero, HTTPS only, no publishing passwords.'

import { tagList, valuesByName } from '../types.bicep'

@description('Required. Name of the plan.')
param planName string

@description('Required. Name of the app.')
param name string

@description('Required. Region of the app.')
param location string

@description('Required. Tags of the app.')
param tags tagList

@description('Required. Resource id of the app\'s identity.')
param identityId string

@description('Required. URL of the container with the deployed code.')
param deploymentContainerUri string

@description('Required. App settings by name, including Key Vault references.')
param settings valuesByName

@description('Required. Whether instances run in several zones of the region.')
param zoneRedundant bool

@description('Required. Memory of an instance; 2,048 MB is one core.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Required. Maximum number of instances.')
param maximumInstanceCount int

@description('Required. Concurrent HTTP requests per instance.')
param requestsPerInstance int

@description('Required. Always-ready instances for HTTP; 0 scales to zero.')
param alwaysReadyInstances int

@description('Required. Subnet for outbound traffic; empty for none.')
param subnetId string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
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
      // Instances are replaced in batches, and finish the requests that they are serving:
      // https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates
      #disable-next-line BCP037 // missing in the types, documented for 2023-12-01 and later
      siteUpdateStrategy: { type: 'RollingUpdate' }
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

@description('Host name that Azure assigns to the app.')
output hostName string = app.properties.defaultHostName

@description('Text of the TXT record that proves ownership of a host name.')
output verificationId string = app.properties.customDomainVerificationId
