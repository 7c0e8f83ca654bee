/** Mistakes in the app, its settings, roles, e-mail and host name. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of Bicep
import { changesOf, compiler, given, locked, type Mutation } from './mutation.ts';

const kept = 'settings keep the promises made to people';
const accepts = 'the app accepts its settings';
const knows = 'the app knows each of its settings';
const storage = 'R21: the app and its host use the storage made here, by identity';
const identity = 'the app acts as one identity made here';
const judged = 'the app has only judged properties';
const siteConfig = 'R03: siteConfig has no property that Flex Consumption rejects';
const flex = 'the plan is Flex Consumption on Linux';
const cors = 'no other site may call the app from a browser';
const password = 'the app is published without a password';
const several = 'an instance serves several requests at once';
const core = 'an instance has a core for checking passwords';
const roles = 'the roles are those of the table in infra/README.md';
const secured = 'the public host name has its certificate';
const europe = 'mail data at rest is in Europe';
const tracked = 'opens and clicks in e-mails are not tracked (attack 28)';
const here = 'the package is in a container made here';

const node = 'the app runs on the release of Node that tests run on';
const setting = (line: string): string => `    PUBLIC_URL: url\n    ${line}\n`;
const more = (line: string, fails: string) =>
  ['    PUBLIC_URL: url\n', setting(line), fails] as const;

const oneRoleMore = `resource extraRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, 'extra')
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '00482a5a-887f-4fb3-b363-3b7fe8e74483'
    )
  }
}

resource tableRole`;

export const appMutations: readonly Mutation[] = [
  ...changesOf('modules/function-app.bicep', [
    ['httpsOnly: true', 'httpsOnly: false', 'Azure.AppService.UseHTTPS'],
    ["      minTlsVersion: '1.2'", "      minTlsVersion: '1.0'", 'Azure.AppService.MinTLS'],
    ["scmMinTlsVersion: '1.2'", "scmMinTlsVersion: '1.0'", 'code is published over TLS 1.2'],
    ['http20Enabled: true', 'http20Enabled: false', 'Azure.AppService.HTTP2'],
    [
      'remoteDebuggingEnabled: false',
      'remoteDebuggingEnabled: true',
      'Azure.AppService.RemoteDebug',
    ],
    ['clientAffinityEnabled: false', 'clientAffinityEnabled: true', 'Azure.AppService.ARRAffinity'],
    [
      "type: 'UserAssigned', user",
      "type: 'SystemAssigned, UserAssigned', user",
      'Azure.AppService.ManagedIdentity',
    ],
    [
      'keyVaultReferenceIdentity: identityId',
      "keyVaultReferenceIdentity: 'SystemAssigned'",
      identity,
    ],
    [
      'userAssignedIdentityResourceId: identityId',
      'userAssignedIdentityResourceId: plan.id',
      identity,
    ],
    [
      "type: 'UserAssignedIdentity'",
      "type: 'StorageAccountConnectionString'",
      'storage is reached by identity',
    ],
    [
      "publicNetworkAccess: 'Enabled'",
      "publicNetworkAccess: 'Disabled'",
      'the app is reached from the internet',
    ],
    ["version: '24'", "version: '20'", node],
    ["name: 'node'", "name: 'python'", node],
    ["{ type: 'RollingUpdate' }", "{ type: 'Recreate' }", 'updates replace instances in turn'],
    ["name: 'FC1', tier: 'FlexConsumption'", "name: 'EP1', tier: 'ElasticPremium'", flex],
    ['reserved: true', 'reserved: false', flex],
    ["kind: 'functionapp,linux'", "kind: 'functionapp'", 'the app is a function app on Linux'],
    [
      'zoneRedundant: zoneRedundant',
      'zoneRedundant: false',
      'the app survives a zone where its storage does',
    ],
    ['serverFarmId: plan.id', 'serverFarmId: identityId', 'the app runs on its plan'],
    ['allowedOrigins: []', "allowedOrigins: ['*']", cors],
    ['supportCredentials: false', 'supportCredentials: true', cors],
    [
      "name: 'ftp'\n    properties: { allow: false }",
      "name: 'ftp'\n    properties: { allow: true }",
      password,
    ],
    [
      "name: 'scm'\n    properties: { allow: false }",
      "name: 'scm'\n    properties: { allow: true }",
      password,
    ],
    [
      '      http20Enabled: true\n',
      "      http20Enabled: true\n      ftpsState: 'Disabled'\n",
      siteConfig,
    ],
    [
      '      http20Enabled: true\n',
      "      http20Enabled: true\n      healthCheckPath: '/api/health/live'\n",
      siteConfig,
    ],
    [
      '      http20Enabled: true\n',
      '      http20Enabled: true\n      alwaysOn: true\n',
      siteConfig,
    ],
    ['    httpsOnly: true\n', '    httpsOnly: true\n    clientCertEnabled: true\n', judged],
    ['    httpsOnly: true\n', '    httpsOnly: true\n    enabled: false\n', judged],
    [
      'empty(subnetId) ? null : subnetId',
      'null',
      'the app and the endpoints each have a subnet of their own',
    ],
    ['perInstanceConcurrency: requestsPerInstance', 'perInstanceConcurrency: 1', several],
    ['perInstanceConcurrency: requestsPerInstance', 'perInstanceConcurrency: 1000', several],
    ['instanceMemoryMB: instanceMemoryMB', 'instanceMemoryMB: 512', core],
    [
      "alwaysReadyInstances == 0\n          ? []\n          : [{ name: 'http', instanceCount: alwaysReadyInstances }]",
      "[{ name: 'http', instanceCount: 5 }]",
      'no instance is paid for while nobody uses the app',
    ],
  ]),
  ...changesOf('main.bicep', [
    ['    FIRST_ADMIN_EMAIL: firstAdminEmail\n', '', accepts],
    ['    FIRST_ADMIN_EMAIL: firstAdminEmail\n', "    FIRST_ADMIN_EMAIL: 'nobody'\n", accepts],
    ['    PUBLIC_URL: url\n', "    PUBLIC_URL: url\n    FIRST_ADMIN_NAME: 'Anna'\n", knows],
    more("HASH_COST: '4'", `${kept} @ HASH_COST`),
    more("SECOND_FACTOR_REQUIRED_FOR: 'nobody'", `${kept} @ SECOND_FACTOR_REQUIRED_FOR`),
    more("INACTIVITY_MONTHS: '24'", `${kept} @ INACTIVITY_MONTHS`),
    more("NOTICE_DAYS: '1'", `${kept} @ NOTICE_DAYS`),
    more("ERASE_AFTER_DAYS: '365'", `${kept} @ ERASE_AFTER_DAYS`),
    more("INVITATION_LIFETIME_DAYS: '30'", `${kept} @ INVITATION_LIFETIME_DAYS`),
    more("UNUSED_INVITATION_DAYS: '365'", `${kept} @ UNUSED_INVITATION_DAYS`),
    more("AUDIT_RETENTION_MONTHS: '1'", `${kept} @ AUDIT_RETENTION_MONTHS`),
    more("PERSON_REQUESTS_PER_MINUTE: '1000000'", `${kept} @ PERSON_REQUESTS_PER_MINUTE`),
    more("TOKEN_AUDIENCE: 'other'", `${kept} @ TOKEN_AUDIENCE`),
    [
      'sendsFromOwnDomain ? mailPerMinute : min(mailPerMinute, 5)',
      '600',
      "e-mails stay within Azure's quota",
    ],
    [
      'sendsFromOwnDomain ? mailPerHour : min(mailPerHour, 10)',
      '6000',
      "e-mails stay within Azure's quota",
    ],
    [
      '__accountName: storageName',
      "__accountName: 'other'",
      `${storage} @ AzureWebJobsStorage__accountName`,
    ],
    [
      "'https://${storageName}.queue.${storageHost}'",
      "'https://${storageName}.table.${storageHost}'",
      `${storage} @ AzureWebJobsStorage__queueServiceUri`,
    ],
    [
      "__credential: 'managedidentity'",
      "__credential: 'managed'",
      `${storage} @ AzureWebJobsStorage__credential`,
    ],
    [
      "AZURE_TOKEN_CREDENTIALS: 'prod'",
      "AZURE_TOKEN_CREDENTIALS: 'dev'",
      `${storage} @ AZURE_TOKEN_CREDENTIALS`,
    ],
    [
      "AzureWebJobsDisableHomepage: 'true'",
      "AzureWebJobsDisableHomepage: 'false'",
      `${storage} @ AzureWebJobsDisableHomepage`,
    ],
    [
      "clientId};Authorization=AAD'",
      "clientId}'",
      `${storage} @ APPLICATIONINSIGHTS_AUTHENTICATION_STRING`,
    ],
    [
      'https://${backupStorageName}.blob',
      'https://${storageName}.blob',
      `${storage} @ BACKUP_BLOB_SERVICE_URI`,
    ],
    [
      "    AZURE_TOKEN_CREDENTIALS: 'prod'\n",
      "    AZURE_TOKEN_CREDENTIALS: ''\n",
      'the Functions host gets its settings',
    ],
    [
      "format(secretReference, 'master-key')",
      "'${masterKey}'",
      'secret settings are references to existing secrets in the vault',
    ],
    [
      "format(secretReference, 'master-key')",
      "format(secretReference, 'delivery-report-secret')",
      'secret settings are references to existing secrets in the vault',
    ],
    ["${deploymentContainer}'", "releases'", here],
    [
      "'https://${storageName}.blob.${storageHost}/$",
      "'https://${backupStorageName}.blob.${storageHost}/$",
      here,
    ],
    ["  'logins'\n", '', 'the tables are those of the code'],
    [
      "var backupContainer = 'backups'",
      "var backupContainer = 'copies'",
      'the containers are those of the code',
    ],
    [
      "@description('Public URL of the service.')\noutput publicUrl string = url",
      "@description('Public URL of the service.')\noutput publicUrl string = 'http://accounts.example.fi'",
      'the public address is HTTPS and leads to the app',
    ],
    [
      'output publicUrl string = url',
      "#disable-next-line outputs-should-not-contain-secrets use-resource-symbol-reference\noutput publicKey string = listKeys(resourceId('Microsoft.Storage/storageAccounts', storageName), '2026-06-01').keys[0].value\noutput publicUrl string = url",
      'no secret is in plain text',
    ],
  ]),
  ...changesOf('modules/roles.bicep', [
    ['resource tableRole', oneRoleMore, roles],
    ['ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', roles],
    ['scope: account::queueService::queue[i]\n', 'scope: account\n', roles],
    [
      "    principalType: 'ServicePrincipal'\n",
      "    principalType: 'User'\n",
      'roles are given to a service',
    ],
    [
      'principalId: identity.properties.principalId',
      "principalId: '11111111-1111-1111-1111-111111111111'",
      'roles are assigned only to the identity of the app',
    ],
  ]),
  ...changesOf('modules/mail.bicep', [
    [
      "domainManagement: 'CustomerManaged', userEngagementTracking: 'Disabled'",
      "domainManagement: 'CustomerManaged', userEngagementTracking: 'Enabled'",
      tracked,
    ],
    [
      "domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled'",
      "domainManagement: 'AzureManaged', userEngagementTracking: 'Enabled'",
      tracked,
    ],
    ["dataLocation: 'Europe'\n", "dataLocation: 'United States'\n", europe],
    [
      "properties: { dataLocation: 'Europe' }",
      "properties: { dataLocation: 'United States' }",
      europe,
    ],
    [
      'disableLocalAuth: true',
      'disableLocalAuth: false',
      'the e-mail service accepts no access keys',
    ],
    [
      'linkedDomains: [',
      'linkedDomains: [emailService.id, ',
      'e-mails are sent from a domain created here',
    ],
  ]),
  ...changesOf('modules/host-name.bicep', [
    ["withCertificate ? 'SniEnabled' : 'Disabled'", "'Disabled'", secured],
    ["'CName'", "'A'", secured],
    ['withCertificate ? thumbprint : null', 'null', secured],
  ]),
  ...changesOf('modules/custom-domain.bicep', [
    ['canonicalName: hostName', "canonicalName: 'other.example.fi'", secured],
  ]),
  ...changesOf('main.bicep', [
    [
      "mailSenderUserName string = 'DoNotReply'",
      "mailSenderUserName string = 'accounts'",
      'only a domain with a raised quota has a sender of its own',
    ],
  ]),
  ...changesOf('prod.bicepparam', [
    ["param publicUrl = 'https:", "param publicUrl = 'http:", compiler],
    [
      ...given('mailDomain', "replace(publicUrl, 'https://', '')"),
      'the mail domain is a name of its own beside the public host name',
    ],
    [
      ...given('mailDomain', "'mail.example.com'"),
      'the mail domain is a name of its own beside the public host name',
    ],
    [...given('storageSku', "'Standard_LRS'"), 'storage survives a zone in production'],
    [
      ...given('backupRegion', 'location'),
      'backups and roots have a second account in another region',
    ],
    [
      'param budgetStart',
      'param deleteLocks = false\nparam budgetStart',
      'storage, vault and identity are locked against deletion',
    ],
    [
      'param budgetStart',
      'param privateNetwork = false\nparam budgetStart',
      'Azure.Storage.Firewall',
    ],
    ['param budgetStart', 'param maximumInstanceCount = 1\nparam budgetStart', 'the app can grow'],
    [
      'param budgetStart',
      "param allowedIpRanges = ['0.0.0.0/0']\nparam budgetStart",
      'storage admits no wide range of addresses',
    ],
    [
      'param budgetStart',
      "param moreSettings = { HASH_COST: '6' }\nparam budgetStart",
      `${kept} @ HASH_COST`,
    ],
    [
      'param budgetStart',
      'param lifecycle = { inactivityMonths: 24 }\nparam budgetStart',
      `${kept} @ INACTIVITY_MONTHS`,
    ],
    [
      'param budgetStart',
      'param deliveryReports = true\nparam budgetStart',
      'delivery reports are off: they may leave the EU',
    ],
    [...given('mailPerMinute', '1000000'), "e-mails stay within Azure's quota"],
    ...locked('prod'),
  ]),
];
