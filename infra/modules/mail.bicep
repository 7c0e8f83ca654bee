metadata name = 'Mail'
metadata description = 'Communication Services for e-mail: data at rest in Europe, no tracking of opens and clicks.'

import { tagList } from '../types.bicep'

@description('Required. Name of the Communication Services resource.')
param name string

@description('Required. Name of the Email Service resource.')
param emailServiceName string

@description('Required. Tags of the resources.')
param tags tagList

@description('Required. Custom e-mail domain; empty for an Azure-managed one.')
param customDomain string

@description('Required. Whether the custom domain is verified, so that e-mails are sent from it.')
param customDomainVerified bool

@description('Required. Local part of the sender address on the custom domain.')
param senderUserName string

@description('Required. Display name of the sender.')
param senderDisplayName string

var usesCustomDomain = !empty(customDomain) && customDomainVerified
// Each domain has this sender from the start. Others need a raised quota (azure-docs issue 121029):
// https://learn.microsoft.com/azure/communication-services/quickstarts/email/add-multiple-senders
var firstSender = 'DoNotReply'
var addsSender = usesCustomDomain && toLower(senderUserName) != toLower(firstSender)

resource emailService 'Microsoft.Communication/emailServices@2026-03-18' = {
  name: emailServiceName
  location: 'global'
  tags: tags
  properties: { dataLocation: 'Europe' }
}

resource managedDomain 'Microsoft.Communication/emailServices/domains@2026-03-18' = {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: { domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled' }
}

resource ownDomain 'Microsoft.Communication/emailServices/domains@2026-03-18' = if (!empty(customDomain)) {
  parent: emailService
  name: empty(customDomain) ? 'none' : customDomain
  location: 'global'
  tags: tags
  properties: { domainManagement: 'CustomerManaged', userEngagementTracking: 'Disabled' }
}

resource sender 'Microsoft.Communication/emailServices/domains/senderUsernames@2026-03-18' = if (addsSender) {
  parent: ownDomain
  name: toLower(senderUserName)
  properties: { username: senderUserName, displayName: senderDisplayName }
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: 'Europe'
    disableLocalAuth: true
    linkedDomains: [usesCustomDomain ? ownDomain.id : managedDomain.id]
  }
}

@description('Resource id of Communication Services.')
output id string = communication.id

@description('Endpoint of Communication Services.')
output endpoint string = 'https://${communication.properties.hostName}'

@description('Sender address of e-mails.')
output sender string = usesCustomDomain
  ? '${senderUserName}@${customDomain}'
  : '${firstSender}@${managedDomain.properties.fromSenderDomain}'

@description('DNS records that the custom domain needs; empty without one.')
output dnsRecords resourceOutput<'Microsoft.Communication/emailServices/domains@2026-03-18'>.properties.verificationRecords = empty(customDomain)
  ? {}
  : ownDomain!.properties.verificationRecords
