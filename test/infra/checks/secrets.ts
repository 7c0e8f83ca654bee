/** No key, connection string or secret stands in a setting, an output or any other plain place. */
import { writtenSettings } from '../app-settings.ts';
import { at, type Check, ofType, texts } from '../snapshot.ts';
import { each, finding, value } from './property.ts';

/** What hands out a secret, or is one. */
const secretForms: Readonly<Record<string, RegExp>> = {
  'asks Azure for a key': /\blist(Keys|Secrets?|AccountSas|ServiceSas|ConnectionStrings)\s*\(/i,
  'holds an account key': /\b(AccountKey|SharedAccessKey|accesskey)=/i,
  'holds a shared access signature': /\bsig=[\w%+/]{20}/,
  'holds a secret of its own': /^(?:[A-Za-z0-9+/]{43}=|[0-9a-f]{64}|[A-Za-z0-9+/]{86}==)$/,
};

/** Where a secure parameter belongs: a vault's secret, and what Event Grid sends along. */
const secretPlaces = [
  'Microsoft.KeyVault/vaults/secrets',
  'Microsoft.EventGrid/systemTopics/eventSubscriptions',
];

const secretSettings = ['MASTER_KEY', 'MASTER_KEY_PREVIOUS', 'DELIVERY_REPORT_SECRET'];

const nowhere: Check = {
  name: 'no secret stands in plain text',
  run: (snapshot) => [
    ...snapshot.predictedResources.flatMap((resource) => plainSecrets(resource.name, resource)),
    ...plainSecrets('outputs', snapshot.outputs),
  ],
};

const inVault: Check = {
  name: 'secrets are handed over where they belong only',
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

const referenced: Check = {
  name: 'secret settings are references to secrets that are in the vault',
  run(snapshot) {
    const written = writtenSettings(snapshot);
    const secrets = ofType(snapshot, 'Microsoft.KeyVault/vaults/secrets').map(({ name }) => name);
    return secretSettings.flatMap((setting) => {
      const text = written[setting];
      const match = /^@Microsoft\.KeyVault\(VaultName=([\w-]+);SecretName=([\w-]+)\)$/.exec(
        text ?? '',
      );
      if (text === undefined || secrets.includes(`${match?.[1]}/${match?.[2]}`)) return [];
      return [finding(referenced.name, setting, 'is no reference to a secret of the vault')];
    });
  },
};

export const secretChecks: readonly Check[] = [
  nowhere,
  inVault,
  referenced,
  value(
    'storage takes no account keys',
    'Microsoft.Storage/storageAccounts',
    'properties.allowSharedKeyAccess',
    false,
  ),
  value(
    'the mail service takes no access keys',
    'Microsoft.Communication/communicationServices',
    'properties.disableLocalAuth',
    true,
  ),
  each(
    'the app is published without a password',
    'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
    'must not be allowed',
    (policy) => at(policy, 'properties.allow') === false,
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
