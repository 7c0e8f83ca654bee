/** With a private network, the app reaches storage and vault by private addresses alone. */
import { at, type Check, listAt, ofType, type Resource, type Snapshot } from '../snapshot.ts';
import { each, finding } from './property.ts';

const endpoints = 'Microsoft.Network/privateEndpoints';
const groups = `${endpoints}/privateDnsZoneGroups`;
const zones = 'Microsoft.Network/privateDnsZones';
const links = `${zones}/virtualNetworkLinks`;
const networks = 'Microsoft.Network/virtualNetworks';
const accounts = 'Microsoft.Storage/storageAccounts';

/** https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const zoneNames: Readonly<Record<string, string>> = {
  table: "[format('privatelink.table.{0}', environment().suffixes.storage)]",
  queue: "[format('privatelink.queue.{0}', environment().suffixes.storage)]",
  blob: "[format('privatelink.blob.{0}', environment().suffixes.storage)]",
  vault: 'privatelink.vaultcore.azure.net',
};

/** Resources that admit the private network only, with the services that the app uses. */
function neededEndpoints(snapshot: Snapshot): string[] {
  const closed = [accounts, 'Microsoft.KeyVault/vaults']
    .flatMap((type) => ofType(snapshot, type))
    .filter((resource) => at(resource, 'properties.networkAcls.defaultAction') === 'Deny');
  return closed.flatMap(({ id, type, name }) => {
    if (type !== accounts) return [`${id} vault`];
    const services = ['table', 'queue', 'blob'].filter((service) =>
      snapshot.predictedResources.some(
        (part) =>
          part.name.startsWith(`${name}/default/`) && part.type.includes(`/${service}Services/`),
      ),
    );
    return services.map((service) => `${id} ${service}`);
  });
}

const reachable: Check = {
  name: 'each service of storage and vault has a private endpoint',
  run(snapshot) {
    const found = ofType(snapshot, endpoints).map((endpoint) => {
      const connection = at(endpoint, 'properties.privateLinkServiceConnections.0.properties');
      return `${at(connection, 'privateLinkServiceId')} ${listAt(connection, 'groupIds').join()}`;
    });
    const needed = neededEndpoints(snapshot);
    return [
      ...needed.filter((each) => !found.includes(each)),
      ...found.filter((each) => !needed.includes(each)),
    ].map((each) => finding(reachable.name, each, 'has none, or one that is not used'));
  },
};

const resolved: Check = {
  name: 'each private endpoint is registered in the DNS zone of its service',
  run: (snapshot) =>
    ofType(snapshot, endpoints)
      .filter((endpoint) => {
        const connection = at(endpoint, 'properties.privateLinkServiceConnections.0.properties');
        const wanted = zoneNames[listAt(connection, 'groupIds').join()] ?? 'none';
        const group = ofType(snapshot, groups).find(({ name }) =>
          name.startsWith(`${endpoint.name}/`),
        );
        const zone = at(group, 'properties.privateDnsZoneConfigs.0.properties.privateDnsZoneId');
        return !String(zone).includes(wanted.replace(/^\[|\]$/g, ''));
      })
      .map(({ name }) => finding(resolved.name, name, 'is not registered')),
};

const linked: Check = {
  name: 'the network uses each DNS zone, and registers nothing in it',
  run(snapshot) {
    const [network] = ofType(snapshot, networks);
    if (!network) return [];
    const good = ofType(snapshot, links).filter(
      (link) =>
        at(link, 'properties.virtualNetwork.id') === network.id &&
        at(link, 'properties.registrationEnabled') === false,
    );
    return Object.values(zoneNames)
      .filter(
        (zone) =>
          !ofType(snapshot, zones).some(({ name }) => name === zone) ||
          !good.some(({ name }) => name.includes(zone.replace(/^\[|\]$/g, ''))),
      )
      .map((zone) => finding(linked.name, zone, 'is missing or not linked'));
  },
};

const subnets: Check = {
  name: 'the app and the endpoints each have a subnet of their own',
  run(snapshot) {
    const [app] = ofType(snapshot, 'Microsoft.Web/sites');
    const appSubnet = String(at(app, 'properties.virtualNetworkSubnetId'));
    const report = (message: string) => finding(subnets.name, 'network', message);
    const closed = neededEndpoints(snapshot).length > 0;
    if (closed && !/\/subnets\/[\w-]+$/.test(appSubnet)) return [report('the app is outside')];
    const mixed = ofType(snapshot, endpoints).filter(
      (endpoint) =>
        at(endpoint, 'properties.subnet.id') === appSubnet ||
        networkOf(at(endpoint, 'properties.subnet.id')) !== networkOf(appSubnet),
    );
    return mixed.map(({ name }) => report(`${name} is in the wrong subnet`));
  },
};

const made = each(
  'subnets are large enough, apart, guarded, and delegated to the app alone',
  networks,
  'must have a delegated subnet for the app and one for endpoints',
  (network, snapshot) => {
    const [app] = ofType(snapshot, 'Microsoft.Web/sites');
    const [guard] = ofType(snapshot, 'Microsoft.Network/networkSecurityGroups');
    const all = listAt(network, 'properties.subnets');
    const idOf = (subnet: unknown) => `${network.id}/subnets/${at(subnet, 'name')}`;
    const prefixes = new Set(all.map((subnet) => at(subnet, 'properties.addressPrefix')));
    return (
      all.some((subnet) => idOf(subnet) === at(app, 'properties.virtualNetworkSubnetId')) &&
      ofType(snapshot, endpoints).every((endpoint) =>
        all.some((subnet) => idOf(subnet) === at(endpoint, 'properties.subnet.id')),
      ) &&
      prefixes.size === all.length &&
      all.every(
        (subnet) =>
          /^10\.\d+\.\d+\.\d+\/2[4-7]$/.test(String(at(subnet, 'properties.addressPrefix'))) &&
          at(subnet, 'properties.networkSecurityGroup.id') === guard?.id &&
          delegation(subnet) === (isOf(app, idOf(subnet)) ? 'Microsoft.App/environments' : ''),
      )
    );
  },
);

const guarded = each(
  'nothing leaves the network for remote management',
  'Microsoft.Network/networkSecurityGroups',
  'must deny ports 22 and 3389 and allow nothing',
  (group) => {
    const rules = listAt(group, 'properties.securityRules').map((rule) => at(rule, 'properties'));
    return rules.length > 0 && rules.every(isDenial);
  },
);

function isDenial(rule: unknown): boolean {
  return (
    at(rule, 'access') === 'Deny' &&
    at(rule, 'direction') === 'Outbound' &&
    at(rule, 'protocol') === 'Tcp' &&
    at(rule, 'destinationAddressPrefix') === '*' &&
    listAt(rule, 'destinationPortRanges').join() === '22,3389'
  );
}

export const networkChecks: readonly Check[] = [
  reachable,
  resolved,
  linked,
  subnets,
  made,
  guarded,
];

function delegation(subnet: unknown): string {
  return listAt(subnet, 'properties.delegations')
    .map((each) => at(each, 'properties.serviceName'))
    .join();
}

function isOf(app: Resource | undefined, subnet: string): boolean {
  return at(app, 'properties.virtualNetworkSubnetId') === subnet;
}

function networkOf(subnet: unknown): string {
  return String(subnet).split('/subnets/')[0] ?? '';
}
