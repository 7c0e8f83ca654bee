metadata name = 'Custom domain'
metadata description = 'The public host name and its free certificate, which Azure renews.'

import { tagList } from '../types.bicep'

@description('Required. Name of the app.')
param appName string

@description('Required. Region of the app.')
param location string

@description('Required. Tags of the certificate.')
param tags tagList

@description('Required. Host name; its CNAME and asuid records must exist.')
param hostName string

@description('Required. Whether the host name has not been bound before.')
param isNew bool

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

// A certificate is issued only for a bound host name. Repeating this for a name in use would
// take its certificate away for a moment.
module unsecured 'host-name.bicep' = if (isNew) {
  params: { appName: appName, hostName: hostName, thumbprint: '', withCertificate: false }
}

// Flex Consumption takes certificates of the app itself only:
// https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to
resource certificate 'Microsoft.Web/sites/certificates@2025-03-01' = {
  dependsOn: [unsecured]
  parent: app
  name: replace(hostName, '.', '-')
  location: location
  tags: tags
  properties: { canonicalName: hostName }
}

module secured 'host-name.bicep' = {
  params: {
    appName: appName
    hostName: hostName
    thumbprint: certificate.properties.thumbprint
    withCertificate: true
  }
}
