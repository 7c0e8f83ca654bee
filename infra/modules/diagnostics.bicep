metadata name = 'Diagnostics'
metadata description = 'Sends secret reads, changes in storage and the Functions host\'s log to the workspace.'

@description('Required. Resource id of the workspace.')
param workspaceId string

@description('Required. Name of the storage account.')
param storageName string

@description('Required. Name of the storage account for backups; empty for none.')
param backupStorageName string

@description('Required. Name of the vault.')
param vaultName string

@description('Required. Name of the function app.')
param appName string

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName

  resource blobs 'blobServices' existing = { name: 'default' }
  resource queues 'queueServices' existing = { name: 'default' }
  resource tables 'tableServices' existing = { name: 'default' }
}

resource backupAccount 'Microsoft.Storage/storageAccounts@2026-06-01' existing = if (!empty(backupStorageName)) {
  name: backupStorageName

  resource blobs 'blobServices' existing = { name: 'default' }
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

#disable-next-line use-recent-api-versions // the only stable version is from 2016
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions // the only stable version is from 2016
resource backupLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(backupStorageName)) {
  scope: backupAccount::blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions // the only stable version is from 2016
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::queues
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

// Logging reads and writes of tables would cost more than the operations themselves.
#disable-next-line use-recent-api-versions // the only stable version is from 2016
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::tables
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions // the only stable version is from 2016
resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    // One table with known columns, AZKVAuditLogs, which an alert reads.
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

// Request logs would contain people's addresses, so only the host's own log is collected.
#disable-next-line use-recent-api-versions // the only stable version is from 2016
resource appLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
