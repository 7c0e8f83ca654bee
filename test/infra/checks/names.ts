/** Each resource says by name and tags what it is, to which environment it belongs, and who pays. */
import { at, type Check, type Resource, type Snapshot } from '../snapshot.ts';
import { finding } from './property.ts';

/**
 * Abbreviations of the Cloud Adoption Framework:
 * https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
 * It has none for the e-mail service, which is called `mail` here.
 */
const abbreviations: Readonly<Record<string, RegExp>> = {
  'Microsoft.Communication/communicationServices': /^-acs-/,
  'Microsoft.Communication/emailServices': /^-mail-/,
  'Microsoft.EventGrid/systemTopics': /^-egst$/,
  'Microsoft.Insights/actionGroups': /^-ag$/,
  'Microsoft.Insights/components': /^-appi$/,
  'Microsoft.KeyVault/vaults': /^-kv-/,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^-id$/,
  'Microsoft.Network/networkSecurityGroups': /^-vnet-nsg$/,
  'Microsoft.Network/privateEndpoints': /^-pep-/,
  'Microsoft.Network/virtualNetworks': /^-vnet$/,
  'Microsoft.OperationalInsights/workspaces': /^-log$/,
  'Microsoft.Storage/storageAccounts': /^st/,
  'Microsoft.Web/serverfarms': /^-asp$/,
  'Microsoft.Web/sites': /^-func-/,
};

/** Their names are ids, made of the environment's name, or prescribed. */
const namelessTypes = new Set([
  'Microsoft.Authorization/roleDefinitions',
  'Microsoft.Insights/workbooks',
  'Microsoft.Network/privateDnsZones',
]);

/** Azure's limits: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const longestNames: Readonly<Record<string, number>> = {
  'Microsoft.KeyVault/vaults': 24,
  'Microsoft.Storage/storageAccounts': 24,
  'Microsoft.Web/sites': 60,
};

const wantedTags = ['service', 'environment', 'owner', 'costCenter'];

const prefixed: Check = {
  name: 'each resource begins with the prefix of its environment',
  run: (snapshot, environment) =>
    topLevel(snapshot)
      .filter(({ type }) => !namelessTypes.has(type))
      .filter(({ name }) => !name.startsWith(`esm${environment}`))
      .map(({ name }) => finding(prefixed.name, name, 'lacks the prefix')),
};

const abbreviated: Check = {
  name: 'names have the abbreviations of the Cloud Adoption Framework',
  run: (snapshot, environment) =>
    topLevel(snapshot)
      .filter(({ type, name }) => {
        const rest = name.slice(`esm${environment}`.length);
        return abbreviations[type] !== undefined && !abbreviations[type].test(rest);
      })
      .map(({ name }) => finding(abbreviated.name, name, 'has another abbreviation')),
};

const short: Check = {
  name: 'names are as short as Azure demands, with the longest prefix too',
  run: (snapshot, environment) =>
    topLevel(snapshot)
      .filter(({ type, name }) => {
        const longest = longestNames[type] ?? 80;
        return name.length + 'esmprod'.length - `esm${environment}`.length > longest;
      })
      .map(({ name }) => finding(short.name, name, 'is too long')),
};

const tagged: Check = {
  name: 'each resource names its service, environment, owner and cost center',
  run: ({ predictedResources }, environment) =>
    predictedResources
      .filter(({ location }) => location !== undefined)
      .filter(
        ({ tags }) =>
          wantedTags.some((tag) => !at(tags, tag)) ||
          at(tags, 'environment') !== `esm${environment}`,
      )
      .map(({ name }) => finding(tagged.name, name, `needs ${wantedTags.join(', ')}`)),
};

export const nameChecks: readonly Check[] = [prefixed, abbreviated, short, tagged];

/** @returns resources that are neither parts nor extensions of others */
function topLevel({ predictedResources }: Snapshot): Resource[] {
  return predictedResources.filter(
    ({ id, type }) => type.split('/').length === 2 && id.split('/providers/').length === 2,
  );
}
