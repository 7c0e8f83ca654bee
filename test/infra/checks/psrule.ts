/** The PSRule for Azure rules for the deployed types, under their original names. */
import { at, type Check, ofType } from '../snapshot.ts';
import { each, finding, some, value } from './property.ts';

const storage = 'Microsoft.Storage/storageAccounts';
const blobs = `${storage}/blobServices`;
const vault = 'Microsoft.KeyVault/vaults';
const site = 'Microsoft.Web/sites';
const insights = 'Microsoft.Insights/components';
const workspace = 'Microsoft.OperationalInsights/workspaces';
const network = 'Microsoft.Network/virtualNetworks';

const storageRules: readonly Check[] = [
  value('Azure.Storage.SecureTransfer', storage, 'properties.supportsHttpsTrafficOnly', true),
  value('Azure.Storage.MinTLS', storage, 'properties.minimumTlsVersion', 'TLS1_2'),
  value('Azure.Storage.BlobPublicAccess', storage, 'properties.allowBlobPublicAccess', false),
  value('Azure.Storage.BlobAccessType', `${blobs}/containers`, 'properties.publicAccess', 'None'),
  value('Azure.Storage.SoftDelete', blobs, 'properties.deleteRetentionPolicy.enabled', true),
  value(
    'Azure.Storage.ContainerSoftDelete',
    blobs,
    'properties.containerDeleteRetentionPolicy.enabled',
    true,
  ),
  value('Azure.Storage.Firewall', storage, 'properties.networkAcls.defaultAction', 'Deny'),
  each('Azure.Storage.UseReplication', storage, 'must be geo-replicated', (account) =>
    /G(Z)?RS/.test(String(at(account, 'sku.name'))),
  ),
  some(
    'Azure.Storage.DefenderCloud',
    'Microsoft.Security/defenderForStorageSettings',
    'must be on',
  ),
  each('Azure.Storage.Name', storage, 'must be 3 to 24 lower-case letters or digits', ({ name }) =>
    /^[a-z0-9]{3,24}$/.test(name),
  ),
];

const vaultRules: readonly Check[] = [
  value('Azure.KeyVault.SoftDelete', vault, 'properties.enableSoftDelete', true),
  value('Azure.KeyVault.PurgeProtect', vault, 'properties.enablePurgeProtection', true),
  value('Azure.KeyVault.RBAC', vault, 'properties.enableRbacAuthorization', true),
  value('Azure.KeyVault.Firewall', vault, 'properties.networkAcls.defaultAction', 'Deny'),
  some(
    'Azure.KeyVault.Logs',
    'Microsoft.Insights/diagnosticSettings',
    'must log AuditEvent',
    ({ id, properties }) =>
      id.includes(`/providers/${vault}/`) && at(properties, 'logs.0.category') === 'AuditEvent',
  ),
  each('Azure.KeyVault.Name', vault, 'must be 3 to 24 letters, digits, hyphens', ({ name }) =>
    /^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/.test(name),
  ),
];

const appRules: readonly Check[] = [
  value('Azure.AppService.UseHTTPS', site, 'properties.httpsOnly', true),
  value('Azure.AppService.MinTLS', site, 'properties.siteConfig.minTlsVersion', '1.2'),
  value('Azure.AppService.WebSecureFtp', site, 'properties.siteConfig.ftpsState', 'Disabled'),
  value('Azure.AppService.HTTP2', site, 'properties.siteConfig.http20Enabled', true),
  value(
    'Azure.AppService.RemoteDebug',
    site,
    'properties.siteConfig.remoteDebuggingEnabled',
    false,
  ),
  value('Azure.AppService.ARRAffinity', site, 'properties.clientAffinityEnabled', false),
  value('Azure.AppService.ManagedIdentity', site, 'identity.type', 'UserAssigned'),
  value(
    'Azure.AppService.WebProbePath',
    site,
    'properties.siteConfig.healthCheckPath',
    '/api/health/live',
  ),
  value('Azure.AppService.AlwaysOn', site, 'properties.siteConfig.alwaysOn', true),
];

const monitorRules: readonly Check[] = [
  each('Azure.AppInsights.Workspace', insights, 'must have a workspace', (component) =>
    String(at(component, 'properties.WorkspaceResourceId')).includes(workspace),
  ),
  value('Azure.AppInsights.LocalAuth', insights, 'properties.DisableLocalAuth', true),
  value('Azure.Log.Replication', workspace, 'properties.replication.enabled', true),
];

const networkRules: readonly Check[] = [
  {
    name: 'Azure.VNET.UseNSGs',
    run: (snapshot) =>
      ofType(snapshot, network).flatMap(({ name, properties }) => {
        const subnets = at(properties, 'subnets');
        return (Array.isArray(subnets) ? subnets : [])
          .filter((subnet) => at(subnet, 'properties.networkSecurityGroup.id') === undefined)
          .map((subnet) => finding('Azure.VNET.UseNSGs', name, `${at(subnet, 'name')} has none`));
      }),
  },
  each(
    'Azure.NSG.LateralTraversal',
    'Microsoft.Network/networkSecurityGroups',
    'must deny remote management outwards',
    (group) => {
      const listed = at(group, 'properties.securityRules');
      return (
        Array.isArray(listed) &&
        listed.some(
          ({ properties }) => properties.access === 'Deny' && properties.direction === 'Outbound',
        )
      );
    },
  ),
];

export const psruleChecks: readonly Check[] = [
  ...storageRules,
  ...vaultRules,
  ...appRules,
  ...monitorRules,
  ...networkRules,
];

type Exception = { environments: readonly ('dev' | 'prod')[]; reason: string };
const both = ['dev', 'prod'] as const;

/** Rules that do not hold, where and why. A needless exception fails the tests. */
export const psruleExceptions: Readonly<Record<string, Exception>> = {
  'Azure.Storage.UseReplication': {
    environments: both,
    reason:
      'Geo-replication copies to a region that Azure chooses. Backups go to a second region that the deployment chooses.',
  },
  'Azure.Storage.DefenderCloud': {
    environments: both,
    reason:
      'A subscription-wide plan, billed for each storage account. No uploaded files are stored here.',
  },
  'Azure.AppService.WebSecureFtp': {
    environments: both,
    reason:
      'Flex Consumption rejects the property. FTP is off, since its publishing credentials are.',
  },
  'Azure.AppService.WebProbePath': {
    environments: both,
    reason:
      'Flex Consumption supports no health check path. An availability test requests the readiness page.',
  },
  'Azure.AppService.AlwaysOn': {
    environments: both,
    reason:
      'Not a property of Flex Consumption, which scales to zero; always-ready instances are a parameter.',
  },
  'Azure.Log.Replication': {
    environments: both,
    reason:
      'Logs would be copied to a second region. The audit log is in storage, not in these logs.',
  },
};
