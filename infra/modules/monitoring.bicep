metadata name = 'Monitoring'
metadata description = 'Log Analytics and Application Insights: no IP addresses, no keys, limited retention and volume.'

import { tagList } from '../types.bicep'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Name of the Application Insights component.')
param insightsName string

@description('Required. Region of both.')
param location string

@description('Required. Tags of both.')
param tags tagList

@description('Required. Days for which logs are kept.')
param retentionDays int

@description('Required. Daily cap in gigabytes; logging stops until the next day.')
param dailyCapGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyCapGb }
    features: { disableLocalAuth: true, immediatePurgeDataOn30Days: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableIpMasking: false
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    WorkspaceResourceId: workspace.id
  }
}

@description('Destination of telemetry; not a secret, because publishing also requires a role.')
output ingestionAddress string = insights.properties.ConnectionString
