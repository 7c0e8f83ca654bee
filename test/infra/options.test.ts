/** Promise: each option adds exactly what it needs. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSettings } from '../../src/settings.ts';
import { appSettings, sampleValues, writtenSettings } from './app-settings.ts';
import { inCopy, snapshotText } from './bicep.ts';
import { findings } from './checks/all.ts';
import { at, parseSnapshot, type Snapshot } from './snapshot.ts';

const timeout = 300_000;
const rolesCheck = 'the roles are those of the table in infra/README.md';
const readSecret = '4633458b-17de-408a-b874-0445c86b69e6';

it('gives the app both master keys during a rotation, and read access to the previous one', {
  timeout,
}, async () => {
  const snapshot = await prodWith(['param rotatingMasterKey', 'param rotatingMasterKey = true']);
  const settings = parseSettings(appSettings(snapshot, sampleValues));
  expect(settings.MASTER_KEY_PREVIOUS).toBe(sampleValues.secrets['master-key-previous']);
  expect(findings(snapshot, 'prod').map(({ check, resource }) => `${check}: ${resource}`)).toEqual([
    `${rolesCheck}: ${readSecret} at secrets/master-key-previous`,
  ]);
});

it('reports that delivery reports may leave the EU, and gives the app their secret', {
  timeout,
}, async () => {
  const snapshot = await prodWith(['param alertEmails', 'param deliveryReports = true\n$&']);
  const settings = parseSettings(appSettings(snapshot, sampleValues));
  expect(settings.DELIVERY_REPORT_SECRET).toBe(sampleValues.secrets['delivery-report-secret']);
  expect(findings(snapshot, 'prod').map(({ check, resource }) => `${check}: ${resource}`)).toEqual([
    `${rolesCheck}: ${readSecret} at secrets/delivery-report-secret`,
    'delivery reports are off: they may leave the EU: app',
  ]);
});

it('sends from an Azure-managed domain until the custom domain is verified', {
  timeout,
}, async () => {
  const snapshot = await prodWith(['param mailDomainVerified', 'param mailDomainVerified = false']);
  expect(findings(snapshot, 'prod')).toEqual([]);
  const domains = snapshot.predictedResources.filter(({ type }) => type.endsWith('/domains'));
  const linked = JSON.stringify(snapshot.predictedResources).match(/"linkedDomains":\["([^"]+)"\]/);
  expect(domains.map(({ id }) => id)).toHaveLength(2);
  expect(linked?.[1]).toMatch(/\/AzureManagedDomain$/);
});

const hub = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub';
const hubSubnet = `${hub}/providers/Microsoft.Network/virtualNetworks/hub/subnets`;

it('uses subnets and DNS zones of the organization, and makes none of its own', {
  timeout,
}, async () => {
  const network = `param existingNetwork = {
    appSubnetId: '${hubSubnet}/accounts'
    endpointSubnetId: '${hubSubnet}/endpoints'
    dnsZoneGroupId: '${hub}'
  }
$&`;
  const snapshot = await prodWith(['param alertEmails', network]);
  expect(findings(snapshot, 'prod')).toEqual([]);
  expect(typesOf(snapshot).filter((type) => /virtualNetworks|privateDnsZones$/.test(type))).toEqual(
    [],
  );
  const text = JSON.stringify(snapshot.predictedResources);
  expect(text).toContain(`"virtualNetworkSubnetId":"${hubSubnet}/accounts"`);
  expect(text).toContain(`extensionResourceId('${hub}', 'Microsoft.Network/privateDnsZones'`);
});

it('leaves DNS to a policy of the organization if no zones are named', { timeout }, async () => {
  const network = `param existingNetwork = {
    appSubnetId: '${hubSubnet}/accounts'
    endpointSubnetId: '${hubSubnet}/endpoints'
  }
$&`;
  const snapshot = await prodWith(['param alertEmails', network]);
  expect(typesOf(snapshot).filter((type) => type.endsWith('/privateDnsZoneGroups'))).toEqual([]);
  expect(typesOf(snapshot).filter((type) => type.endsWith('/privateEndpoints'))).toHaveLength(5);
});

it('binds no host name before its DNS records exist', { timeout }, async () => {
  const snapshot = await prodWith(['param customDomain', "param customDomain = 'none'"]);
  const types = typesOf(snapshot).filter((type) => /hostNameBindings|sites\/cert/.test(type));
  expect(types).toEqual([]);
  expect(Object.keys(snapshot.outputs)).toContain('customDomainVerificationId');
});

it('binds a new host name first without and then with its certificate', { timeout }, async () => {
  const snapshot = await prodWith(['param customDomain', "param customDomain = 'new'"]);
  const bindings = snapshot.predictedResources.filter(({ type }) => /hostNameB/.test(type));
  expect(bindings.map(({ properties }) => at(properties, 'sslState')).sort()).toEqual([
    'Disabled',
    'SniEnabled',
  ]);
});

it('leaves locked immutability policies alone', { timeout }, async () => {
  const snapshot = await prodWith(['param policiesLocked', 'param policiesLocked = true']);
  expect(typesOf(snapshot).filter((type) => type.endsWith('/immutabilityPolicies'))).toEqual([]);
});

it('keeps no second copy without a second region', { timeout }, async () => {
  const snapshot = await prodWith(['param backupRegion', '']);
  const accounts = typesOf(snapshot).filter((type) => type.endsWith('/storageAccounts'));
  expect(accounts).toHaveLength(1);
  expect(writtenSettings(snapshot)['BACKUP_BLOB_SERVICE_URI']).toBeUndefined();
});

function typesOf({ predictedResources }: Snapshot): string[] {
  return predictedResources.map(({ type }) => type);
}

/** @returns the snapshot of prod.bicepparam with the line that has this beginning replaced */
async function prodWith([begin, line]: readonly [string, string]): Promise<Snapshot> {
  return inCopy(async (folder) => {
    const file = join(folder, 'prod.bicepparam');
    const text = await readFile(file, 'utf8');
    const before = new RegExp(`^${begin} .*$`, 'm');
    expect(text).toMatch(before);
    await writeFile(file, text.replace(before, line));
    return parseSnapshot(await snapshotText(folder, 'prod'));
  });
}
