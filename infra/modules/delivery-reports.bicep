metadata name = 'Delivery reports'
metadata description = 'Reports delivered and bounced e-mails to the app. Reports may leave the EU: off by default.'

import { tagList } from '../types.bicep'

@description('Required. Name of the system topic.')
param name string

@description('Required. Tags of the topic.')
param tags tagList

@description('Required. Resource id of Communication Services.')
param communicationServiceId string

@description('Required. URL in the app that receives reports; it must respond during the deployment.')
@secure()
param endpoint string

@description('Required. Secret that the app expects with each report.')
@secure()
param secret string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    source: communicationServiceId
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'delivery-reports'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: { includedEventTypes: ['Microsoft.Communication.EmailDeliveryReportReceived'] }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: endpoint
        maxEventsPerBatch: 1
        minimumTlsVersionAllowed: '1.2'
        deliveryAttributeMappings: [
          {
            name: 'x-delivery-report-secret'
            type: 'Static'
            properties: { isSecret: true, value: secret }
          }
        ]
      }
    }
  }
}
