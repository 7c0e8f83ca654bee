/** Values that Azure accepts in other forms too, with other effects than the promised ones. */
import { at, type Check, listAt, ofType } from '../snapshot.ts';
import { each, finding, value } from './property.ts';

const rules = 'Microsoft.Insights/scheduledQueryRules';
const vaults = 'Microsoft.KeyVault/vaults';
const sites = 'Microsoft.Web/sites';
const workspaces = 'Microsoft.OperationalInsights/workspaces';
const networks = 'Microsoft.Network/virtualNetworks';
const scale = 'properties.functionAppConfig.scaleAndConcurrency';

/** Azure places these without a region of their own. */
const placeless = /^Microsoft\.(Authorization|Consumption)\//;

const placed: Check = {
  name: 'each resource names its region',
  run: ({ predictedResources }) =>
    predictedResources
      .filter(({ type, location }) => {
        return type.split('/').length === 2 && !placeless.test(type) && location === undefined;
      })
      .filter(({ type }) => type !== 'Microsoft.Insights/diagnosticSettings')
      .map(({ name }) => finding(placed.name, name, 'has no location')),
};

const networkMade: Check = {
  name: 'a network of this group that the app uses is made here',
  run(snapshot) {
    const made = ofType(snapshot, networks).map(({ id }) => id);
    return ofType(snapshot, sites)
      .map(
        (app) => String(at(app, 'properties.virtualNetworkSubnetId')).split('/subnets/')[0] ?? '',
      )
      .filter((network) => /resourceGroups\/accounts/.test(network) && !made.includes(network))
      .map((network) => finding(networkMade.name, network, 'is missing'));
  },
};

const azureDomain: Check = {
  name: "e-mails can be sent from Azure's own domain before the custom one is verified",
  run: (snapshot) =>
    ofType(snapshot, 'Microsoft.Communication/emailServices/domains').some(
      (domain) =>
        domain.name.endsWith('/AzureManagedDomain') &&
        at(domain, 'properties.domainManagement') === 'AzureManaged',
    )
      ? []
      : [finding(azureDomain.name, 'mail', 'has no domain of Azure')],
};

export const detailChecks: readonly Check[] = [
  placed,
  networkMade,
  azureDomain,
  each('a query that compares with earlier days sees them', rules, 'must look back', (rule) => {
    const compares = /earlier/.test(String(at(rule, 'properties.criteria.allOf.0.query')));
    return (at(rule, 'properties.overrideQueryTimeRange') === 'P2D') === compares;
  }),
  // Tables such as AZKVAuditLogs exist only once something is logged in them.
  value(
    'alerts can be created before the first log',
    rules,
    'properties.skipQueryValidation',
    true,
  ),
  value(
    'operators can be admitted to the vault',
    vaults,
    'properties.publicNetworkAccess',
    'Enabled',
  ),
  value('the vault costs nothing while nobody reads it', vaults, 'properties.sku.name', 'standard'),
  each('a runaway has an end', sites, 'must have bounded instances', (app) => {
    const instances = Number(at(app, `${scale}.maximumInstanceCount`));
    return instances <= 200 && Number(at(app, `${scale}.instanceMemoryMB`)) <= 4096;
  }),
  each(
    'logs are paid by the gigabyte, and gone when they expire',
    workspaces,
    'must be',
    (logs) => {
      return (
        at(logs, 'properties.sku.name') === 'PerGB2018' &&
        at(logs, 'properties.features.immediatePurgeDataOn30Days') === true
      );
    },
  ),
  each(
    'metrics are kept beside the logs',
    'Microsoft.Insights/diagnosticSettings',
    'must be on',
    (setting) => {
      const metrics = listAt(setting, 'properties.metrics');
      return metrics.length > 0 && metrics.every((metric) => at(metric, 'enabled') === true);
    },
  ),
  each('subnets lie within their network', networks, 'must have one range', (network) => {
    const [range = '', ...more] = listAt(network, 'properties.addressSpace.addressPrefixes');
    const start = String(range).split('.').slice(0, 3).join('.');
    return (
      more.length === 0 &&
      listAt(network, 'properties.subnets').every((subnet) =>
        String(at(subnet, 'properties.addressPrefix')).startsWith(`${start}.`),
      )
    );
  }),
  each(
    'a certificate is renewed long before it is reported',
    'Microsoft.Insights/webtests',
    'must be at most 30 days',
    (test) => {
      return Number(at(test, 'properties.ValidationRules.SSLCertRemainingLifetimeCheck')) <= 30;
    },
  ),
  each(
    'the workbook reads the workspace',
    'Microsoft.Insights/workbooks',
    'must',
    (book, snapshot) =>
      ofType(snapshot, workspaces).some(({ id }) => id === at(book, 'properties.sourceId')),
  ),
  each('the own role has a scope', 'Microsoft.Authorization/roleDefinitions', 'must', (role) => {
    const custom = at(role, 'properties.type') === 'CustomRole';
    return custom && listAt(role, 'properties.assignableScopes').length === 1;
  }),
];
