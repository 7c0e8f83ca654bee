/** The app runs on Flex Consumption as it was tested: its release of Node, its size, its access. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { infraFolder } from '../bicep.ts';
import { at, type Check, listAt, ofType } from '../snapshot.ts';
import { each, finding, knownOnly, value } from './property.ts';

const plans = 'Microsoft.Web/serverfarms';
const sites = 'Microsoft.Web/sites';
const publishing = `${sites}/basicPublishingCredentialsPolicies`;
const scale = 'properties.functionAppConfig.scaleAndConcurrency';
const deployment = 'properties.functionAppConfig.deployment.storage';

/** Checking one password takes a core for a third of a second; 2,048 MB is one core. */
const memoryMbMin = 2048;
/** A person's page makes about eight requests at once; each of 100 has 20 MB. */
const requestsAtOnce = { min: 8, max: 100 };
/** Two can replace each other; production also serves a Monday morning. */
const instancesMin = { dev: 2, prod: 10 } as const;

const bothPasswordsOff: Check = {
  name: 'the app is published without a password',
  run(snapshot) {
    const off = ofType(snapshot, publishing)
      .filter((policy) => at(policy, 'properties.allow') === false)
      .map(({ name }) => name.split('/').at(-1));
    return ['ftp', 'scm']
      .filter((way) => !off.includes(way))
      .map((way) => finding(bothPasswordsOff.name, way, 'must not be allowed'));
  },
};

const sameZones = each(
  'the app survives a zone where its storage does',
  plans,
  'zoneRedundant must be true with ZRS and false with LRS',
  (plan, snapshot) =>
    ofType(snapshot, 'Microsoft.Storage/storageAccounts').every(
      (account) =>
        (at(account, 'sku.name') === 'Standard_ZRS') === at(plan, 'properties.zoneRedundant'),
    ),
);

const package_ = z.object({ devDependencies: z.object({ node: z.string() }) });

/** @returns the major release of Node that the tests run on */
function testedNode(): string | undefined {
  const text = readFileSync(join(infraFolder, '..', 'package.json'), 'utf8');
  return package_.parse(JSON.parse(text)).devDependencies.node.split('.')[0];
}

export const appChecks: readonly Check[] = [
  bothPasswordsOff,
  sameZones,
  each('the plan is Flex Consumption on Linux', plans, 'must be FC1', (plan) => {
    const sku = [at(plan, 'sku.name'), at(plan, 'sku.tier'), at(plan, 'kind')].join();
    return sku === 'FC1,FlexConsumption,functionapp' && at(plan, 'properties.reserved') === true;
  }),
  value('the app is a function app on Linux', sites, 'kind', 'functionapp,linux'),
  each('the app runs on its plan', sites, 'must name the plan', (app, snapshot) =>
    ofType(snapshot, plans).some(({ id }) => id === at(app, 'properties.serverFarmId')),
  ),
  each('the app runs on the release of Node that tests run on', sites, 'must match', (app) => {
    const runtime = at(app, 'properties.functionAppConfig.runtime');
    return at(runtime, 'name') === 'node' && at(runtime, 'version') === testedNode();
  }),
  each('an instance has a core for checking passwords', sites, 'needs 2,048 MB', (app) => {
    return Number(at(app, `${scale}.instanceMemoryMB`)) >= memoryMbMin;
  }),
  each('the app can grow', sites, 'needs more instances', (app, _, environment) => {
    return Number(at(app, `${scale}.maximumInstanceCount`)) >= instancesMin[environment];
  }),
  each('an instance serves several requests at once', sites, 'must be 8 to 100', (app) => {
    const atOnce = Number(at(app, `${scale}.triggers.http.perInstanceConcurrency`));
    return atOnce >= requestsAtOnce.min && atOnce <= requestsAtOnce.max;
  }),
  each('no instance is paid for while nobody uses the app', sites, 'must be none', (app) => {
    return listAt(app, `${scale}.alwaysReady`).length === 0;
  }),
  value(
    'updates replace instances in turn',
    sites,
    'properties.functionAppConfig.siteUpdateStrategy.type',
    'RollingUpdate',
  ),
  each(
    'the package is in a container made here',
    sites,
    'must be `deployment`',
    (app, snapshot) => {
      const [account] = ofType(snapshot, 'Microsoft.Storage/storageAccounts');
      const written = String(at(app, `${deployment}.value`));
      const suffix = "environment().suffixes.storage, 'deployment'";
      const wanted = `[format('https://{0}.blob.{1}/{2}', '${account?.name}', ${suffix})]`;
      return at(app, `${deployment}.type`) === 'blobContainer' && written === wanted;
    },
  ),
  each('the app acts as one identity made here', sites, 'must be its only one', (app, snapshot) => {
    const [identity] = ofType(snapshot, 'Microsoft.ManagedIdentity/userAssignedIdentities');
    const own = Object.keys(Object(at(app, 'identity.userAssignedIdentities')));
    const used = [
      at(app, 'properties.keyVaultReferenceIdentity'),
      at(app, `${deployment}.authentication.userAssignedIdentityResourceId`),
    ];
    const all = [...own, ...used];
    return at(app, 'identity.type') === 'UserAssigned' && all.every((id) => id === identity?.id);
  }),
  each('no other site may call the app from a browser', sites, 'must be empty', (app) => {
    const cors = at(app, 'properties.siteConfig.cors');
    return listAt(cors, 'allowedOrigins').length === 0 && at(cors, 'supportCredentials') === false;
  }),
  value('the app is reached from the internet', sites, 'properties.publicNetworkAccess', 'Enabled'),
  value('code is published over TLS 1.2', sites, 'properties.siteConfig.scmMinTlsVersion', '1.2'),
  // What Flex Consumption rejects or ignores is missing here: functionAppConfig replaces it.
  // https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
  // ARM's error 51021 (azure-pipelines-tasks#21032, terraform-azurerm-avm-res-web-site#345)
  knownOnly(
    'R03: siteConfig has no property that Flex Consumption rejects',
    sites,
    'properties.siteConfig',
    [
      'appSettings',
      'cors',
      'http20Enabled',
      'minTlsVersion',
      'remoteDebuggingEnabled',
      'scmMinTlsVersion',
    ],
  ),
  knownOnly('the app has only judged properties', sites, 'properties', [
    'clientAffinityEnabled',
    'functionAppConfig',
    'httpsOnly',
    'keyVaultReferenceIdentity',
    'publicNetworkAccess',
    'serverFarmId',
    'siteConfig',
    'virtualNetworkSubnetId',
  ]),
];
