/** Deployed settings keep the promises made to people: dates, second factors, password cost. */
import { parseSettings, type Settings, SettingsError } from '../../../src/settings.ts';
import { appSettings, sampleValues } from '../app-settings.ts';
import { at, type Check, ofType, type Snapshot } from '../snapshot.ts';
import { finding } from './property.ts';

/** What the privacy notice and the security policy promise, in the units of each setting. */
const promises: Readonly<Record<string, (settings: Settings) => boolean>> = {
  PUBLIC_URL: ({ PUBLIC_URL }) => PUBLIC_URL.startsWith('https://'),
  HASH_COST: ({ HASH_COST }) => HASH_COST >= 12 && HASH_COST <= 14,
  SECOND_FACTOR_REQUIRED_FOR: ({ SECOND_FACTOR_REQUIRED_FOR }) =>
    SECOND_FACTOR_REQUIRED_FOR !== 'nobody',
  INACTIVITY_MONTHS: ({ INACTIVITY_MONTHS }) => INACTIVITY_MONTHS === 6,
  NOTICE_DAYS: ({ NOTICE_DAYS }) => [30, 7, 1].every((day) => NOTICE_DAYS.includes(day)),
  ERASE_AFTER_DAYS: ({ ERASE_AFTER_DAYS }) => ERASE_AFTER_DAYS === 30,
  INVITATION_LIFETIME_DAYS: ({ INVITATION_LIFETIME_DAYS }) => INVITATION_LIFETIME_DAYS <= 7,
  UNUSED_INVITATION_DAYS: ({ UNUSED_INVITATION_DAYS }) => UNUSED_INVITATION_DAYS <= 30,
  AUDIT_RETENTION_MONTHS: ({ AUDIT_RETENTION_MONTHS }) => AUDIT_RETENTION_MONTHS === 24,
  PERSON_REQUESTS_PER_MINUTE: ({ PERSON_REQUESTS_PER_MINUTE }) =>
    PERSON_REQUESTS_PER_MINUTE >= 60 && PERSON_REQUESTS_PER_MINUTE <= 6_000,
  TOKEN_AUDIENCE: ({ TOKEN_AUDIENCE }) => TOKEN_AUDIENCE === 'employment-services-manual',
};

/** E-mails an hour on any domain of one's own; more only after Microsoft has raised the quota. */
const firstPerHour = 100;

/**
 * E-mails per minute and hour that Microsoft allows; raise those of `ownDomain` when it does:
 * https://learn.microsoft.com/azure/communication-services/concepts/service-limits
 */
const quotas = {
  ownDomain: { perMinute: 30, perHour: firstPerHour },
  azureDomain: { perMinute: 5, perHour: 10 },
};

const kept: Check = {
  name: 'settings keep the promises made to people',
  run: (snapshot) =>
    withSettings(snapshot, (settings) =>
      Object.entries(promises)
        .filter(([, keeps]) => !keeps(settings))
        .map(([name]) => finding(kept.name, name, 'breaks its promise')),
    ),
};

const withinQuota: Check = {
  name: "e-mails stay within Azure's quota",
  run: (snapshot) =>
    withSettings(snapshot, (settings) => {
      const [mail] = ofType(snapshot, 'Microsoft.Communication/communicationServices');
      const linked = String(at(mail, 'properties.linkedDomains.0'));
      const quota = linked.endsWith('/AzureManagedDomain') ? quotas.azureDomain : quotas.ownDomain;
      const within =
        settings.MAIL_PER_MINUTE <= quota.perMinute && settings.MAIL_PER_HOUR <= quota.perHour;
      return within ? [] : [finding(withinQuota.name, 'app', 'is above the quota')];
    }),
};

/** Azure refuses to create a sender before: azure-docs issue 121029. */
const senderExists: Check = {
  name: 'only a domain with a raised quota has a sender of its own',
  run: (snapshot) =>
    withSettings(snapshot, ({ MAIL_PER_HOUR }) =>
      ofType(snapshot, 'Microsoft.Communication/emailServices/domains/senderUsernames')
        .filter(() => MAIL_PER_HOUR <= firstPerHour)
        .map(({ name }) => finding(senderExists.name, name, 'needs a raised quota')),
    ),
};

const storageByName: Check = {
  name: 'R21: the app and its host use the storage made here, by identity',
  run(snapshot) {
    const given = appSettings(snapshot, sampleValues);
    const [main, second] = ofType(snapshot, 'Microsoft.Storage/storageAccounts');
    const address = (account: string, service: string) =>
      `https://${account}.${service}.core.windows.net`;
    const wanted: Record<string, string | undefined> = {
      AzureWebJobsStorage__accountName: main?.name,
      AzureWebJobsStorage__tableServiceUri: address(`${main?.name}`, 'table'),
      AzureWebJobsStorage__queueServiceUri: address(`${main?.name}`, 'queue'),
      AzureWebJobsStorage__blobServiceUri: address(`${main?.name}`, 'blob'),
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__clientId: sampleValues.outputs['identity.clientId'],
      AZURE_TOKEN_CREDENTIALS: 'prod',
      AzureWebJobsDisableHomepage: 'true',
      APPLICATIONINSIGHTS_CONNECTION_STRING: sampleValues.outputs['monitoring.ingestionAddress'],
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `ClientId=${sampleValues.outputs['identity.clientId']};Authorization=AAD`,
      BACKUP_BLOB_SERVICE_URI: second && address(second.name, 'blob'),
    };
    return Object.entries(wanted)
      .filter(([name, value]) => given[name] !== value)
      .map(([name]) => finding(storageByName.name, name, 'has another value'));
  },
};

export const policySettingChecks: readonly Check[] = [
  kept,
  withinQuota,
  senderExists,
  storageByName,
];

/** Settings that the app rejects are another check's finding. */
function withSettings<T>(snapshot: Snapshot, use: (settings: Settings) => T[]): T[] {
  try {
    return use(parseSettings(appSettings(snapshot, sampleValues)));
  } catch (error) {
    if (error instanceof SettingsError) return [];
    throw error;
  }
}
