metadata name = 'Host name'
metadata description = 'Binds a host name to the app, with or without its certificate.'

@description('Required. Name of the app.')
param appName string

@description('Required. The host name.')
param hostName string

@description('Required. Thumbprint of the certificate; empty while there is none yet.')
param thumbprint string

@description('Required. Whether the certificate is bound too.')
param withCertificate bool

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource binding 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  parent: app
  name: hostName
  properties: {
    siteName: appName
    hostNameType: 'Verified'
    customHostNameDnsRecordType: 'CName'
    sslState: withCertificate ? 'SniEnabled' : 'Disabled'
    thumbprint: withCertificate ? thumbprint : null
  }
}
