/** No setting, output or other plain text contains a key, connection string or secret. */
import { writtenSettings } from '../app-settings.ts';
import { at, type Check, ofType, texts } from '../snapshot.ts';
import { each, finding, knownOnly, value } from './property.ts';
import { narrowRanges } from './ranges.ts';

/** Forms of secrets, and of expressions that return one. */
const secretForms: Readonly<Record<string, RegExp>> = {
  'asks Azure for a key': /\blist(Keys|Secrets?|AccountSas|ServiceSas|ConnectionStrings)\s*\(/i,
  'contains an account key': /\b(AccountKey|SharedAccessKey|accesskey)=/i,
  'contains a shared access signature': /\bsig=[\w%+/]{20}/,
  'contains a literal secret': /^(?:[A-Za-z0-9+/]{43}=|[0-9a-f]{64}|[A-Za-z0-9+/]{86}==)$/,
};

/** Allowed places for secure parameters: the vault's secrets and Event Grid's delivery header. */
const secretPlaces = [
  'Microsoft.KeyVault/vaults/secrets',
  'Microsoft.EventGrid/systemTopics/eventSubscriptions',
];

const vaults = 'Microsoft.KeyVault/vaults';

const secretSettings = ['MASTER_KEY', 'MASTER_KEY_PREVIOUS', 'DELIVERY_REPORT_SECRET'];

const nowhere: Check = {
  name: 'no secret is in plain text',
  run: (snapshot) => [
    ...snapshot.predictedResources.flatMap((resource) => plainSecrets(resource.name, resource)),
    ...plainSecrets('outputs', snapshot.outputs),
  ],
};

const inVault: Check = {
  name: 'secrets are passed only where they belong',
  run: ({ predictedResources, outputs }) =>
    [...predictedResources, { type: 'output', name: 'outputs', ...outputs }]
      .filter(({ type }) => !secretPlaces.includes(type))
      .flatMap((resource) =>
        texts(resource)
          .filter(({ text }) => /parameters\('(secret|secrets|masterKey\w*)'\)/.test(text))
          .map(({ path }) =>
            finding(inVault.name, resource.name, `${path} has a secret parameter`),
          ),
      ),
};

/** The name of each secret is that of its setting, so that two cannot be confused. */
const referenced: Check = {
  name: 'secret settings are references to existing secrets in the vault',
  run(snapshot) {
    const written = writtenSettings(snapshot);
    const secrets = ofType(snapshot, 'Microsoft.KeyVault/vaults/secrets').map(({ name }) => name);
    return secretSettings.flatMap((setting) => {
      const own = setting.toLowerCase().replaceAll('_', '-');
      const text = written[setting];
      const match = /^@Microsoft\.KeyVault\(VaultName=([\w-]+);SecretName=([\w-]+)\)$/.exec(
        text ?? '',
      );
      if (text === undefined && setting !== 'MASTER_KEY') return [];
      if (match?.[2] === own && secrets.includes(`${match[1]}/${own}`)) return [];
      return [finding(referenced.name, setting, 'is not a reference to a secret in the vault')];
    });
  },
};

/** An empty value would replace the key that opens everything. */
const neverEmptied = each(
  'a deployment without a secret leaves the one in the vault alone',
  'Microsoft.KeyVault/vaults/secrets',
  'must be written only if its own parameter has a value',
  ({ name, condition, properties }) => {
    const own = `parameters('secrets')['${name.split('/')[1]}']`;
    return condition === `[not(empty(${own}))]` && at(properties, 'value') === `[${own}]`;
  },
);

export const secretChecks: readonly Check[] = [
  nowhere,
  inVault,
  referenced,
  neverEmptied,
  value(
    'a deleted vault can be recovered for 90 days',
    vaults,
    'properties.softDeleteRetentionInDays',
    90,
  ),
  each('the vault admits no wide range of addresses', vaults, 'must be narrow', narrowRanges),
  knownOnly('the vault has only judged properties', vaults, 'properties', [
    'tenantId',
    'sku',
    'enableRbacAuthorization',
    'enableSoftDelete',
    'enablePurgeProtection',
    'softDeleteRetentionInDays',
    'publicNetworkAccess',
    'networkAcls',
  ]),
  value(
    'storage accepts no account keys',
    'Microsoft.Storage/storageAccounts',
    'properties.allowSharedKeyAccess',
    false,
  ),
  value(
    'the e-mail service accepts no access keys',
    'Microsoft.Communication/communicationServices',
    'properties.disableLocalAuth',
    true,
  ),
  each(
    'storage is reached by identity',
    'Microsoft.Web/sites',
    'deployment storage must use the identity',
    (app) =>
      at(app, 'properties.functionAppConfig.deployment.storage.authentication.type') ===
      'UserAssignedIdentity',
  ),
];

function plainSecrets(name: string, content: unknown) {
  return texts(content).flatMap(({ path, text }) =>
    Object.entries(secretForms)
      .filter(([, form]) => form.test(text))
      .map(([what]) => finding(nowhere.name, name, `${path} ${what}`)),
  );
}
