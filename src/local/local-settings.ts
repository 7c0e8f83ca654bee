/** The local service's settings: the environment's, plus those that connect the local parts. */
type Wiring = {
  publicUrl: string;
  storageConnection: string;
  mailConnection: string;
  masterKey: string;
};

const serviceOrganization = JSON.stringify({
  fi: 'Helsingin kaupunki',
  sv: 'Helsingfors stad',
  en: 'City of Helsinki',
});

/**
 * @param given the environment, which wins except over the settings that connect the local parts
 * @returns settings by name, as parsed by src/settings.ts
 */
export function localSettings(
  wiring: Wiring,
  given: Record<string, string | undefined>,
): Record<string, string | undefined> & { FIRST_ADMIN_EMAIL: string } {
  return {
    // The mailbox of this machine has no quota, unless one is given.
    MAIL_PER_HOUR: given['MAIL_PER_HOUR'] ?? '100000',
    MAIL_SENDER: given['MAIL_SENDER'] ?? 'do-not-reply@manual.example.fi',
    FIRST_ADMIN_EMAIL: given['FIRST_ADMIN_EMAIL'] ?? 'first.admin@example.fi',
    SERVICE_ORGANIZATION: given['SERVICE_ORGANIZATION'] ?? serviceOrganization,
    SERVICE_CONTACT: given['SERVICE_CONTACT'] ?? 'manual-support@example.fi',
    MASTER_KEY: wiring.masterKey,
    SECOND_FACTOR_REQUIRED_FOR: given['SECOND_FACTOR_REQUIRED_FOR'] ?? 'nobody',
    PUBLIC_URL: wiring.publicUrl,
    AzureWebJobsStorage: wiring.storageConnection,
    MAIL_CONNECTION: wiring.mailConnection,
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
  };
}
