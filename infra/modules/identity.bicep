metadata name = 'Identity'
metadata description = 'The service\'s only identity, without a password or key.'

import { tagList } from '../types.bicep'

@description('Required. Name of the identity.')
param name string

@description('Required. Region of the identity.')
param location string

@description('Required. Tags of the identity.')
param tags tagList

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Client id with which the code requests tokens.')
output clientId string = identity.properties.clientId
