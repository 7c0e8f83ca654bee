/** No setting, output or other plain text contains a key, connection string or secret. */
import { writtenSettings } from '../app-settings.ts';
import { at, type Check, ofType, texts } from '../snapshot.ts';
import { each, finding, value } from './property.ts';

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

const referenced: Check = {
  name: 'secret settings are references to existing secrets in the vault',
  run(snapshot) {
    const written = writtenSettings(snapshot);
    const secrets = ofType(snapshot, 'Microsoft.KeyVault/vaults/secrets').map(({ name }) => name);
    return secretSettings.flatMap((setting) => {
      const text = written[setting];
      const match = /^@Microsoft\.KeyVault\(VaultName=([\w-]+);SecretName=([\w-]+)\)$/.exec(
        text ?? '',
      );
      if (text === undefined || secrets.includes(`${match?.[1]}/${match?.[2]}`)) return [];
      return [finding(referenced.name, setting, 'is not a reference to a secret in the vault')];
    });
  },
};

export const secretChecks: readonly Check[] = [
  nowhere,
  inVault,
  referenced,
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
