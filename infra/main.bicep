metadata name = 'Accounts of the Employment Services Manual'
metadata description = 'Everything the service needs, in one resource group in the EU or EEA.'

import { euRegion } from 'regions.bicep'
import { organizationNetwork, sizeName, tagList, valuesByName } from 'types.bicep'

// ---- Where and what ----

@description('Required. Region of all resources; data stays in it.')
param location euRegion

@description('Required. Prefix of all resource names: 3 to 7 lower-case letters or digits.')
@minLength(3)
@maxLength(7)
param name string

@description('Required. Who is responsible for the resources, as a tag of each: a team, not a person.')
param owner string

@description('Required. Cost center that pays for the resources, as a tag of each.')
param costCenter string

@description('Required. How many accounts to expect: small up to 1,000, medium 100,000, large 1,000,000. Decides the daily cap of logs and the budget.')
param size sizeName

@description('Required. Storage redundancy: three zones of the region, or one.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string

@description('Optional. Whether instances run in several zones, as the storage does. Keeps two instances of each function group ready, so the app does not scale to zero.')
param zoneRedundantCompute bool = storageSku == 'Standard_ZRS'

@description('Optional. Another region of the EU or EEA, for a second copy of backups and audit roots.')
param backupRegion euRegion?

@description('Optional. Whether storage and vault are reachable only over private addresses.')
param privateNetwork bool = true

@description('Optional. Address range of a new private network: an unused /24.')
param networkAddressPrefix string = '10.40.0.0/24'

@description('Optional. Subnets and DNS zones of the organization, used instead of a new network.')
param existingNetwork organizationNetwork?

@description('Optional. Public addresses of operators that can still reach storage and vault.')
param allowedIpRanges string[] = []

@description('Optional. Name of the app\'s identity. If the identity was deleted, give it another name: the roles of one that is gone cannot be given to its successor.')
param identityName string = '${name}-id'

@description('Optional. Whether storage, vault and identity are locked against deletion.')
param deleteLocks bool = true

// ---- The service ----

@description('Optional. Public URL; empty for the one that Azure assigns.')
param publicUrl string = ''

@description('Optional. State of the host name in `publicUrl`: none before its DNS records exist, new for the deployment that binds it, then bound.')
@allowed(['none', 'new', 'bound'])
param customDomain string = 'bound'

@description('Required. E-mail address to invite as administrator while the service has no administrator.')
param firstAdminEmail string

@description('Required. Name of the organization that runs the service.')
param serviceOrganization string

@description('Required. Contact details of the administration, shown in e-mails.')
param serviceContact string

@description('Optional. Dates of the account lifecycle; a missing one has the app\'s default.')
param lifecycle lifecyclePolicy = {}

@description('Optional. Further app settings by name, never secrets: { HASH_COST: \'12\' }.')
param moreSettings valuesByName = {}

@description('Dates of the account lifecycle.')
type lifecyclePolicy = {
  @description('Optional. Calendar months without activity after which an account is deactivated.')
  inactivityMonths: int?
  @description('Optional. Days before deactivation on which notices are sent: 30,7,1.')
  noticeDays: string?
  @description('Optional. Days from deactivation to erasure.')
  eraseAfterDays: int?
  @description('Optional. Days for which an invitation is valid.')
  invitationLifetimeDays: int?
  @description('Optional. Days after which the data of an unused invitation is erased.')
  unusedInvitationDays: int?
  @description('Optional. Calendar months for which audit events are kept.')
  auditRetentionMonths: int?
}

// ---- Secrets ----

@description('Optional. Master key, 32 bytes in base64; needed once; empty keeps the key in the vault.')
@secure()
param masterKey string = ''

@description('Optional. Previous master key, only during a rotation.')
@secure()
param masterKeyPrevious string = ''

@description('Optional. Whether the master key is being rotated, so that the previous one is valid too.')
param rotatingMasterKey bool = false

// ---- E-mail ----

@description('Optional. Custom e-mail domain; empty for an Azure-managed one.')
param mailDomain string = ''

@description('Optional. Whether the custom domain is verified, so that e-mails are sent from it.')
param mailDomainVerified bool = false

@description('Optional. Local part of the sender address on the custom domain. Azure refuses any other than DoNotReply until it has raised the quota of the domain.')
param mailSenderUserName string = 'DoNotReply'

@description('Optional. Display name of the sender; not shown for DoNotReply.')
param mailSenderDisplayName string = 'Employment Services Manual'

@description('Optional. E-mail quota per minute: 5 on an Azure-managed domain, 30 on a custom one.')
param mailPerMinute int = 5

@description('Optional. E-mail quota per hour: 10 on an Azure-managed domain, 100 on a custom one.')
param mailPerHour int = 10

@description('Optional. Whether bounces are reported to the app. Reports contain addresses and may leave the EU.')
param deliveryReports bool = false

@description('Optional. Secret sent with each delivery report; needed once with `deliveryReports`; empty keeps the one in use.')
@secure()
param deliveryReportSecret string = ''

// ---- Size ----

@description('Optional. Memory of an instance; 2,048 MB is one core.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Optional. Maximum number of instances.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Optional. Concurrent HTTP requests per instance.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int = 32

@description('Optional. Always-ready instances for HTTP; 0 scales to zero.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

// ---- Monitoring and retention ----

@description('Required. E-mail addresses that receive alerts.')
@minLength(1)
param alertEmails string[]

@description('Required. First day of the month of the first deployment: 2026-01-01. Cannot change later.')
param budgetStart string

@description('Optional. Days for which logs are kept.')
@minValue(30)
@maxValue(90)
param logRetentionDays int = 90

@description('Optional. Sign-in failures in 15 minutes below which no alert is sent.')
param signInFailuresMin int = 50

@description('Optional. Days for which a root of the audit chain cannot be changed or deleted.')
@minValue(1)
@maxValue(3650)
param auditRootDays int = 731

@description('Required. Whether the immutability policies have been locked, after which deployments leave them alone.')
param policiesLocked bool

@description('Optional. Days after which backups are deleted; the app itself keeps none beyond 30.')
@minValue(7)
@maxValue(30)
param backupDays int = 30

@description('Optional. Days for which deleted blobs, including backups, can be recovered.')
@minValue(7)
@maxValue(30)
param softDeleteDays int = 7

// ---- Names; a test compares them with src/store ----

var tables = [
  'accounts'
  'logins'
  'directory'
  'search'
  'schedule'
  'organizations'
  'notices'
  'systems'
  'signals'
  'keys'
  'throttle'
  'mails'
  'imports'
]
var workQueues = ['mail-now', 'mail-later', 'signals']
var queues = flatten(map(workQueues, queue => [queue, '${queue}-poison']))
var auditContainer = 'audit-roots'
var backupContainer = 'backups'
var deploymentContainer = 'deployment'
var hostContainers = ['azure-webjobs-hosts', 'azure-webjobs-secrets']

// Abbreviations of the Cloud Adoption Framework, after the environment's prefix:
// https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
var unique = uniqueString(resourceGroup().id)
var storageName = '${name}st${unique}'
var backupStorageName = backupRegion == null ? '' : '${name}stbak${take(unique, 11)}'
var vaultName = '${name}-kv-${unique}'
var appName = '${name}-func-${unique}'
var identityId = resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', identityName)
var communicationName = '${name}-acs-${unique}'
var emailServiceName = '${name}-mail-${unique}'
var insightsName = '${name}-appi'
var insightsId = resourceId('Microsoft.Insights/components', insightsName)
var actionGroupName = '${name}-ag'
var workspaceName = '${name}-log'
var workspaceId = resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)

// https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging
var tags tagList = {
  service: 'employment-services-manual-accounts'
  environment: name
  owner: owner
  costCenter: costCenter
}

// Until the domain is verified, e-mails come from Azure's own, whose quota cannot be raised.
var sendsFromOwnDomain = !empty(mailDomain) && mailDomainVerified
var url = empty(publicUrl) ? 'https://${appName}.azurewebsites.net' : publicUrl
var sizes = loadJsonContent('sizes.json')
var zonesCost = zoneRedundantCompute ? sizes.zoneRedundancyBudget : 0
var secretNames = concat(
  ['master-key'],
  rotatingMasterKey ? ['master-key-previous'] : [],
  deliveryReports ? ['delivery-report-secret'] : []
)

module identity 'modules/identity.bicep' = {
  params: { name: identityName, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: storageName
    location: location
    tags: tags
    sku: storageSku
    tables: tables
    queues: queues
    containers: concat(hostContainers, [deploymentContainer])
    appendOnlyContainer: auditContainer
    expiringContainer: backupContainer
    appendOnlyDays: auditRootDays
    expireAfterDays: backupDays
    protectExpiring: false
    policiesLocked: policiesLocked
    softDeleteDays: softDeleteDays
    denyPublicNetwork: privateNetwork
    allowedIpRanges: allowedIpRanges
  }
}

module backupStorage 'modules/backup-storage.bicep' = if (backupRegion != null) {
  dependsOn: [identity]
  params: {
    name: backupStorageName
    location: backupRegion!
    tags: tags
    sku: storageSku
    rootContainer: auditContainer
    backupContainer: backupContainer
    rootDays: auditRootDays
    backupDays: backupDays
    policiesLocked: policiesLocked
    softDeleteDays: softDeleteDays
    denyPublicNetwork: privateNetwork
    allowedIpRanges: allowedIpRanges
    identityName: identityName
    writerRoleName: 'Accounts backup writer (${name}, ${unique})'
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: vaultName
    location: location
    tags: tags
    denyPublicNetwork: privateNetwork
    allowedIpRanges: allowedIpRanges
    secretNames: secretNames
    secrets: {
      'master-key': masterKey
      'master-key-previous': masterKeyPrevious
      'delivery-report-secret': deliveryReportSecret
    }
  }
}

module mail 'modules/mail.bicep' = {
  params: {
    name: communicationName
    emailServiceName: emailServiceName
    tags: tags
    customDomain: mailDomain
    customDomainVerified: mailDomainVerified
    senderUserName: mailSenderUserName
    senderDisplayName: mailSenderDisplayName
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: workspaceName
    insightsName: insightsName
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: sizes[size].logDailyCapGb
  }
}

module roles 'modules/roles.bicep' = {
  dependsOn: [identity, storage, vault, mail, monitoring]
  params: {
    identityName: identityName
    storageName: storageName
    queues: queues
    hostContainers: hostContainers
    containers: [deploymentContainer, auditContainer, backupContainer]
    vaultName: vaultName
    secretNames: secretNames
    communicationName: communicationName
    insightsName: insightsName
  }
}

// ---- The private network ----

var usesNewNetwork = privateNetwork && existingNetwork == null
var networkName = '${name}-vnet'
var subnetType = 'Microsoft.Network/virtualNetworks/subnets'
var appSubnetId = existingNetwork.?appSubnetId ?? resourceId(subnetType, networkName, 'snet-app')
var endpointSubnetId = existingNetwork.?endpointSubnetId ?? resourceId(
  subnetType,
  networkName,
  'snet-endpoints'
)
var zoneNames = {
  table: 'privatelink.table.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
}

module network 'modules/network.bicep' = if (usesNewNetwork) {
  params: {
    name: networkName
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

module zones 'modules/dns-zones.bicep' = if (usesNewNetwork) {
  dependsOn: [network]
  params: {
    zones: map(items(zoneNames), zone => zone.value)
    tags: tags
    networkName: networkName
  }
}

module endpoints 'modules/private-endpoints.bicep' = if (privateNetwork) {
  dependsOn: [storage, backupStorage, vault, network, zones]
  params: {
    name: name
    location: location
    tags: tags
    subnetId: endpointSubnetId
    dnsZoneGroupId: existingNetwork == null
      ? resourceGroup().id
      : existingNetwork.?dnsZoneGroupId ?? ''
    zoneNames: zoneNames
    storageName: storageName
    vaultName: vaultName
    backupStorageName: backupStorageName
  }
}

// ---- The app ----

var storageHost = environment().suffixes.storage
var secretReference = '@Microsoft.KeyVault(VaultName=${vaultName};SecretName={0})'

var settings = union(
  {
    PUBLIC_URL: url
    MASTER_KEY: format(secretReference, 'master-key')
    FIRST_ADMIN_EMAIL: firstAdminEmail
    SERVICE_ORGANIZATION: serviceOrganization
    SERVICE_CONTACT: serviceContact
    MAIL_ENDPOINT: mail.outputs.endpoint
    MAIL_SENDER: mail.outputs.sender
    MAIL_PER_MINUTE: string(sendsFromOwnDomain ? mailPerMinute : min(mailPerMinute, 5))
    MAIL_PER_HOUR: string(sendsFromOwnDomain ? mailPerHour : min(mailPerHour, 10))
    AzureWebJobsStorage__tableServiceUri: 'https://${storageName}.table.${storageHost}'
    AzureWebJobsStorage__queueServiceUri: 'https://${storageName}.queue.${storageHost}'
    AzureWebJobsStorage__blobServiceUri: 'https://${storageName}.blob.${storageHost}'
    // With addresses alone the host cannot always make its blob client (azure-functions-host#11787).
    AzureWebJobsStorage__accountName: storageName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.outputs.clientId
    AZURE_TOKEN_CREDENTIALS: 'prod'
    // The platform's home page would replace the portal's front page.
    AzureWebJobsDisableHomepage: 'true'
    APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.ingestionAddress
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
  },
  backupRegion == null
    ? {}
    : { BACKUP_BLOB_SERVICE_URI: 'https://${backupStorageName}.blob.${storageHost}' },
  rotatingMasterKey ? { MASTER_KEY_PREVIOUS: format(secretReference, 'master-key-previous') } : {},
  deliveryReports
    ? { DELIVERY_REPORT_SECRET: format(secretReference, 'delivery-report-secret') }
    : {},
  lifecycle.?inactivityMonths == null
    ? {}
    : { INACTIVITY_MONTHS: string(lifecycle.?inactivityMonths) },
  lifecycle.?noticeDays == null ? {} : { NOTICE_DAYS: lifecycle.?noticeDays },
  lifecycle.?eraseAfterDays == null ? {} : { ERASE_AFTER_DAYS: string(lifecycle.?eraseAfterDays) },
  lifecycle.?invitationLifetimeDays == null
    ? {}
    : { INVITATION_LIFETIME_DAYS: string(lifecycle.?invitationLifetimeDays) },
  lifecycle.?unusedInvitationDays == null
    ? {}
    : { UNUSED_INVITATION_DAYS: string(lifecycle.?unusedInvitationDays) },
  lifecycle.?auditRetentionMonths == null
    ? {}
    : { AUDIT_RETENTION_MONTHS: string(lifecycle.?auditRetentionMonths) },
  moreSettings
)

module app 'modules/function-app.bicep' = {
  dependsOn: [roles, endpoints]
  params: {
    planName: '${name}-asp'
    name: appName
    location: location
    tags: tags
    identityId: identityId
    deploymentContainerUri: 'https://${storageName}.blob.${storageHost}/${deploymentContainer}'
    settings: settings
    zoneRedundant: zoneRedundantCompute
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    requestsPerInstance: requestsPerInstance
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: privateNetwork ? appSubnetId : ''
  }
}

module publicName 'modules/custom-domain.bicep' = if (!empty(publicUrl) && customDomain != 'none') {
  dependsOn: [app]
  params: {
    appName: appName
    location: location
    tags: tags
    hostName: replace(publicUrl, 'https://', '')
    isNew: customDomain == 'new'
  }
}

// Without the secret, a deployment keeps the subscription that has it.
module reports 'modules/delivery-reports.bicep' = if (deliveryReports && !empty(deliveryReportSecret)) {
  params: {
    name: '${name}-egst'
    tags: tags
    communicationServiceId: mail.outputs.id
    endpoint: '${url}/api/mail/delivery-reports'
    secret: deliveryReportSecret
  }
}

module diagnostics 'modules/diagnostics.bicep' = {
  dependsOn: [storage, backupStorage, vault, app, monitoring]
  params: {
    workspaceId: workspaceId
    storageName: storageName
    backupStorageName: backupStorageName
    vaultName: vaultName
    appName: appName
  }
}

module alerts 'modules/alerts.bicep' = {
  dependsOn: [monitoring]
  params: {
    name: name
    actionGroupName: actionGroupName
    location: location
    tags: tags
    emails: alertEmails
    workspaceId: workspaceId
    insightsId: insightsId
    regions: union([location], backupRegion == null ? [] : [backupRegion!])
    clientId: identity.outputs.clientId
    readyUrl: '${url}/api/health/ready'
    signInFailuresMin: signInFailuresMin
  }
}

module overview 'modules/overview.bicep' = {
  dependsOn: [monitoring, alerts]
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupName: actionGroupName
    monthlyBudget: sizes[size].monthlyBudget + zonesCost
    budgetStart: budgetStart
  }
}

module locks 'modules/locks.bicep' = if (deleteLocks) {
  dependsOn: [roles, backupStorage, endpoints]
  params: {
    identityName: identityName
    storageNames: concat([storageName], backupRegion == null ? [] : [backupStorageName])
    vaultName: vaultName
  }
}

@description('Name of the function app, to which the code is published.')
output appName string = appName

@description('Host name that Azure assigns to the app; custom domains point to it.')
output appHostName string = app.outputs.hostName

@description('Text of the TXT record `asuid.HOST`, which proves that the public host name is yours.')
output customDomainVerificationId string = app.outputs.verificationId

@description('Size that the daily cap and the budget are made for.')
output size string = size

@description('Public URL of the service.')
output publicUrl string = url

@description('Name of the storage account.')
output storageName string = storageName

@description('Name of the storage account for backups in the second region; empty without one.')
output backupStorageName string = backupStorageName

@description('Name of the e-mail service, of which domains are verified.')
output emailServiceName string = emailServiceName

@description('Name of the vault.')
output vaultName string = vaultName

@description('Sender address of e-mails.')
output mailSender string = mail.outputs.sender

@description('DNS records that the custom domain needs; empty without one.')
output mailDnsRecords resourceOutput<'Microsoft.Communication/emailServices/domains@2026-03-18'>.properties.verificationRecords = mail.outputs.dnsRecords
