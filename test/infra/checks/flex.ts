/** The app has no property that Flex Consumption rejects, and what its host needs to start. */
import { appSettings, sampleValues } from '../app-settings.ts';
import { at, type Check } from '../snapshot.ts';
import { each, finding } from './property.ts';

/**
 * ARM's error 51021 names them (azure-pipelines-tasks#21032, terraform-azurerm-avm-res-web-site#345).
 * `functionAppConfig` says what runs and how it scales.
 */
const rejectedProperties = [
  'alwaysOn',
  'ftpsState',
  'functionsRuntimeScaleMonitoringEnabled',
  'javaVersion',
  'linuxFxVersion',
  'minimumElasticInstanceCount',
  'netFrameworkVersion',
  'nodeVersion',
  'phpVersion',
  'powerShellVersion',
  'preWarmedInstanceCount',
  'pythonVersion',
  'use32BitWorkerProcess',
  'windowsFxVersion',
];

const properties = each(
  'R03: siteConfig has no property that Flex Consumption rejects',
  'Microsoft.Web/sites',
  `must leave out ${rejectedProperties.join(', ')}`,
  (app) =>
    rejectedProperties.every((name) => at(app, `properties.siteConfig.${name}`) === undefined),
);

const account: Check = {
  name: 'R21: the host knows the storage account by name beside its addresses',
  run(snapshot) {
    const given = appSettings(snapshot, sampleValues);
    const address = `https://${given['AzureWebJobsStorage__accountName']}.blob.core.windows.net`;
    if (given['AzureWebJobsStorage__blobServiceUri'] === address) return [];
    return [finding(account.name, 'app', 'AzureWebJobsStorage__accountName must be its name')];
  },
};

export const flexChecks: readonly Check[] = [properties, account];
