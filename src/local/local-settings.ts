/** The settings of the local service; its keys are made once and kept with the data. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './start-error.ts';

const masterKeyBytes = 32;
const hostKeyBytes = 40;

type Wiring = {
  publicUrl: string;
  storageConnection: string;
  mailConnection: string;
  folder: string | undefined;
};

/**
 * @param given the environment; what it sets wins, but for what ties the local parts together
 * @returns settings by name, as src/settings.ts reads them
 */
export function localSettings(
  wiring: Wiring,
  given: Record<string, string | undefined>,
): Record<string, string | undefined> & { FIRST_ADMIN_EMAIL: string } {
  return {
    MAIL_SENDER: given['MAIL_SENDER'] ?? 'do-not-reply@manual.example.fi',
    FIRST_ADMIN_EMAIL: given['FIRST_ADMIN_EMAIL'] ?? 'first.admin@example.fi',
    SERVICE_ORGANIZATION: given['SERVICE_ORGANIZATION'] ?? 'City of Helsinki',
    SERVICE_CONTACT: given['SERVICE_CONTACT'] ?? 'manual-support@example.fi',
    MASTER_KEY: given['MASTER_KEY'] ?? masterKey(wiring.folder),
    SECOND_FACTOR_REQUIRED_FOR: given['SECOND_FACTOR_REQUIRED_FOR'] ?? 'nobody',
    PUBLIC_URL: wiring.publicUrl,
    AzureWebJobsStorage: wiring.storageConnection,
    MAIL_CONNECTION: wiring.mailConnection,
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
  };
}

const masterKey = (folder: string | undefined) =>
  keptKey(folder, 'master-key', randomBytes(masterKeyBytes).toString('base64'));

/** @returns what opens the addresses of the host itself, below `/admin` */
export const hostKey = (folder: string | undefined) =>
  keptKey(folder, 'host-key', randomBytes(hostKeyBytes).toString('base64url'));

function keptKey(folder: string | undefined, file: string, fresh: string): string {
  if (folder === undefined) return fresh;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  try {
    writeFileSync(path, `${fresh}\n`, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return readFileSync(path, 'utf8').trim();
  }
}
