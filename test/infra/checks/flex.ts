/** The app has no property and no setting that Flex Consumption rejects or ignores. */
import { appSettings, sampleValues, writtenSettings } from '../app-settings.ts';
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

/** Source: https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations */
const rejectedSettings = [
  'ENABLE_ORYX_BUILD',
  'FUNCTIONS_EXTENSION_VERSION',
  'FUNCTIONS_WORKER_RUNTIME',
  'FUNCTIONS_WORKER_RUNTIME_VERSION',
  'FUNCTIONS_MAX_HTTP_CONCURRENCY',
  'FUNCTIONS_WORKER_PROCESS_COUNT',
  'FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING',
  'WEBSITE_CONTENTOVERVNET',
  'WEBSITE_CONTENTSHARE',
  'WEBSITE_DNS_SERVER',
  'WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT',
  'WEBSITE_NODE_DEFAULT_VERSION',
  'WEBSITE_RUN_FROM_PACKAGE',
  'WEBSITE_SKIP_CONTENTSHARE_VALIDATION',
  'WEBSITE_VNET_ROUTE_ALL',
  'XDT_MicrosoftApplicationInsights_Mode',
];

const properties = each(
  'R03: siteConfig has no property that Flex Consumption rejects',
  'Microsoft.Web/sites',
  `must leave out ${rejectedProperties.join(', ')}`,
  (app) =>
    rejectedProperties.every((name) => at(app, `properties.siteConfig.${name}`) === undefined),
);

const settings: Check = {
  name: 'the app has no setting that Flex Consumption rejects',
  run(snapshot) {
    const written = writtenSettings(snapshot);
    return rejectedSettings
      .filter((name) => name in written)
      .map((name) => finding(settings.name, 'app', `${name} must go`));
  },
};

const ftp = each(
  'publishing credentials are off for FTP and for the deployment site',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
  'must not allow them',
  ({ properties }) => at(properties, 'allow') === false,
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

export const flexChecks: readonly Check[] = [properties, settings, ftp, account];
