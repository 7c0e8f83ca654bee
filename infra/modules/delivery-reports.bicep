metadata name = 'Delivery reports'
metadata description = 'Sends reports of delivered and bounced mails to the app. They may leave the EU: off by default.'

import { tagList } from '../types.bicep'

@description('Required. Name of the system topic.')
param name string

@description('Required. Tags of the topic.')
param tags tagList

@description('Required. Resource id of Communication Services.')
param communicationServiceId string

@description('Required. Address in the app that takes the reports; it must answer when this is deployed.')
@secure()
param endpoint string

@description('Required. The secret that the app expects along with each report.')
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
