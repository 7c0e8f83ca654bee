metadata name = 'Identity'
metadata description = 'The one identity that the service acts as; it has no password and no key.'

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

@description('Client id, by which the code asks for tokens.')
output clientId string = identity.properties.clientId
