metadata name = 'Overview'
metadata description = 'The workbook for operators, and a budget that warns of unexpected costs.'

import { tagList } from '../types.bicep'

@description('Required. Prefix of the names.')
param name string

@description('Required. Region of the workbook.')
param location string

@description('Required. Tags of the workbook.')
param tags tagList

@description('Required. Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Required. Name of the action group that the budget tells.')
param actionGroupName string

@description('Required. Monthly budget in units of the billing currency.')
param monthlyBudget int

@description('Required. First day of the month of the first deployment: 2026-01-01.')
param budgetStart string

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: actionGroupName
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, name, 'overview')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Accounts: overview (${name})'
    sourceId: workspaceId
    serializedData: string(loadJsonContent('workbook.json'))
  }
}

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: '${name}-monthly'
  properties: {
    amount: monthlyBudget
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      spent80Percent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [actionGroup.id]
      }
      forecast100Percent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [actionGroup.id]
      }
    }
  }
}
