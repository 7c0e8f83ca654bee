metadata name = 'Allowed locations'
metadata description = 'Assigns the built-in policies that keep a subscription inside the EU and EEA.'

targetScope = 'subscription'

import { euRegions } from 'regions.bicep'

@description('Optional. Whether forbidden locations are refused (`Default`) or only reported (`DoNotEnforce`).')
@allowed(['Default', 'DoNotEnforce'])
param enforcementMode string = 'Default'

// Built-in policies "Allowed locations" and "Allowed locations for resource groups".
var policies = [
  { name: 'eu-resources', id: 'e56962a6-4747-49cd-b67b-bf8b01975c4c' }
  { name: 'eu-resource-groups', id: 'e765b5de-1225-4ba3-bd56-1ac6695af988' }
]

resource assignment 'Microsoft.Authorization/policyAssignments@2026-07-01' = [
  for policy in policies: {
    name: policy.name
    properties: {
      displayName: 'Accounts of the Employment Services Manual: EU and EEA only (${policy.name})'
      policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', policy.id)
      enforcementMode: enforcementMode
      parameters: { listOfAllowedLocations: { value: euRegions } }
      nonComplianceMessages: [{ message: 'The service must keep its data in the EU and EEA.' }]
    }
  }
]
