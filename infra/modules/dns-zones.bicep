metadata name = 'Private DNS zones'
metadata description = 'The zones in which private endpoints are found; their names are prescribed by Azure.'

import { tagList } from '../types.bicep'

@description('Required. Names of the zones.')
param zones string[]

@description('Required. Tags of the zones.')
param tags tagList

@description('Required. Name of the network that uses the zones.')
param networkName string

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' existing = {
  name: networkName
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zones: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (_, i) in zones: {
    parent: zone[i]
    name: networkName
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]
