metadata name = 'Alerts'
metadata description = 'Alerts for events that need a person; alerts.md explains each one.'

import { regionNames } from '../regions.bicep'
import { tagList } from '../types.bicep'

@description('Required. Prefix of the names.')
param name string

@description('Required. Name of the action group.')
param actionGroupName string

@description('Required. Region of the alert rules.')
param location string

@description('Required. Tags of the alert rules.')
param tags tagList

@description('Required. E-mail addresses that receive alerts.')
param emails string[]

@description('Required. Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Required. Resource id of Application Insights.')
param insightsId string

@description('Required. URL of the readiness endpoint.')
param readyUrl string

@description('Required. Regions whose Service Health matters.')
param regions string[]

@description('Required. Client id of the app\'s identity, the only one that reads secrets unnoticed.')
param clientId string

@description('Required. Sign-in failures in 15 minutes below which no alert is sent.')
param signInFailuresMin int

// The app logs one line of JSON for each event; the host may have parsed it into properties.
var events = 'AppTraces | extend line = parse_json(Message) | extend event = coalesce(tostring(line.event), tostring(Properties.event))'

var logAlerts = [
  {
    name: 'mail-poisoned'
    title: 'An e-mail could not be sent'
    severity: 2
    every: 'PT5M'
    window: 'PT5M'
    history: null
    query: '${events} | where event == "mail_poisoned"'
  }
  {
    name: 'mail-outage'
    title: 'No e-mail is going out'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "mail_outage"'
  }
  {
    name: 'heartbeat-late'
    title: 'A timer has not run'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "heartbeat_late"'
  }
  {
    name: 'journal-pending-late'
    title: 'A change has been unfinished for more than ten minutes'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "journal_pending_late"'
  }
  {
    name: 'audit-root-missing'
    title: 'A day of the audit log has no root'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "audit_root_missing"'
  }
  {
    name: 'backup-copy-late'
    title: 'The second account has no recent backup'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "backup_copy_late"'
  }
  {
    name: 'pause-forgotten'
    title: 'The lifecycle has been paused for long'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "pause_forgotten"'
  }
  {
    name: 'signals-undelivered'
    title: 'A connected system does not learn of changes'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '${events} | where event in ("signal_given_up", "system_silent")'
  }
  {
    name: 'requests-failed'
    title: 'Requests fail'
    severity: 2
    every: 'PT5M'
    window: 'PT15M'
    history: null
    query: '${events} | where event == "request_failed"'
  }
  {
    name: 'sign-in-failures'
    title: 'Far more sign-ins fail than usual'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    history: 'P2D'
    // Two days have 192 quarter-hours: compares the current one with the mean of the others.
    query: '${events} | where event == "sign_in_failed" | summarize recent = countif(TimeGenerated > ago(15m)), earlier = countif(TimeGenerated <= ago(15m)) | where recent > ${signInFailuresMin} and recent > 5.0 * earlier / 191 | extend TimeGenerated = now()'
  }
  {
    name: 'telemetry-missing'
    title: 'The service logs nothing, so no other log alert can fire'
    severity: 1
    every: 'PT15M'
    window: 'PT1H'
    history: null
    // Repair runs every two minutes, whether or not anybody uses the service.
    query: '${events} | where event == "timer_done" | summarize runs = count() | where runs == 0 | extend TimeGenerated = now()'
  }
  {
    name: 'secret-read'
    title: 'Somebody other than the app read a secret'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: 'AZKVAuditLogs | where OperationName in ("SecretGet", "SecretBackup") | where tostring(Identity) !has "${clientId}"'
  }
  {
    name: 'log-cap-reached'
    title: 'The daily log cap is reached; log alerts cannot fire until tomorrow'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    history: null
    query: '_LogOperation | where Category == "Ingestion" and Operation has "Data collection stopped"'
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'accounts'
    emailReceivers: [
      for (email, i) in emails: {
        name: 'operator-${i + 1}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in logAlerts: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.title
      description: 'infra/alerts.md: ${alert.name}'
      enabled: true
      severity: alert.severity
      scopes: [workspaceId]
      evaluationFrequency: alert.every
      windowSize: alert.window
      overrideQueryTimeRange: alert.history
      autoMitigate: true
      skipQueryValidation: true
      criteria: {
        allOf: [
          { query: alert.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

resource availability 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: '${name}-ready'
    SyntheticMonitorId: '${name}-ready'
    Description: 'Requests the readiness endpoint from the Netherlands, Ireland and France.'
    Enabled: true
    Frequency: 900
    Kind: 'standard'
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'emea-gb-db3-azr' }, { Id: 'emea-fr-pra-edge' }]
    Request: { RequestUrl: readyUrl, HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${name}-not-ready'
  location: 'global'
  tags: tags
  properties: {
    description: 'infra/alerts.md: not-ready'
    enabled: true
    severity: 1
    scopes: [availability.id, insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: availability.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: actionGroup.id }]
  }
}

// https://learn.microsoft.com/azure/service-health/alerts-activity-log-service-notifications-bicep
resource serviceHealth 'Microsoft.Insights/activityLogAlerts@2026-01-01' = {
  name: '${name}-service-health'
  location: 'global'
  tags: tags
  properties: {
    description: 'infra/alerts.md: service-health'
    enabled: true
    scopes: [subscription().id]
    condition: {
      allOf: [
        { field: 'category', equals: 'ServiceHealth' }
        {
          field: 'properties.impactedServices[*].ImpactedRegions[*].RegionName'
          containsAny: concat(map(regions, region => regionNames[region]), ['Global'])
        }
      ]
    }
    actions: { actionGroups: [{ actionGroupId: actionGroup.id }] }
  }
}
