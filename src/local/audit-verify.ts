/** `npm run audit:verify` verifies the audit log of the local data, of a folder or of a storage account. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lineOf } from '../audit/finding.ts';
import { verifyAudit } from '../audit/verify.ts';
import { settingsShape } from '../settings.ts';
import { openKeyring } from '../store/keyring.ts';
import { openOutside } from '../store/outside.ts';
import { openStore } from '../store/store.ts';
import { startAzurite } from './azurite.ts';
import { restoreClock } from './kept-clock.ts';
import { masterKey } from './master-key.ts';
import { StartError } from './start-error.ts';
import { parseVerifyOptions, storageSettings, verifyUsage } from './verify-options.ts';

/** The settings that a verification needs. */
const needed = z.object(settingsShape).pick({
  MASTER_KEY: true,
  MASTER_KEY_PREVIOUS: true,
  AUDIT_RETENTION_MONTHS: true,
  AzureWebJobsStorage: true,
  AzureWebJobsStorage__tableServiceUri: true,
  AzureWebJobsStorage__queueServiceUri: true,
  AzureWebJobsStorage__blobServiceUri: true,
  AzureWebJobsStorage__clientId: true,
  BACKUP_BLOB_SERVICE_URI: true,
});

type Given = Record<string, string | undefined>;

try {
  await main(process.argv.slice(2), process.env);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function main(args: string[], env: Given): Promise<void> {
  const options = parseVerifyOptions(args);
  const deployed = env['AzureWebJobsStorage'] ?? env['AzureWebJobsStorage__tableServiceUri'];
  if (options.help) process.stdout.write(verifyUsage);
  else if (options.storage)
    await verify({ ...env, ...storageSettings(options.storage) }, options.fromCopies);
  else if (deployed && !options.data) await verify(env, options.fromCopies);
  else await verifyFolder(options.data ?? '.data/service', env, options.fromCopies);
}

/** The local service must be stopped, because one process at a time may use its data. */
async function verifyFolder(folder: string, env: Given, fromCopies: boolean): Promise<void> {
  const storageFolder = join(folder, 'storage');
  if (!existsSync(storageFolder))
    throw new StartError(`${folder} holds no data of this service: give its folder with --data.`);
  const MASTER_KEY = masterKey(folder, env);
  // Of data from a later date, nothing would be due by the real time.
  await restoreClock(folder);
  const storage = await startAzurite({ folder: storageFolder });
  try {
    const AzureWebJobsStorage = storage.connectionString();
    await verify({ ...env, MASTER_KEY, AzureWebJobsStorage }, fromCopies);
  } finally {
    await storage.stop();
  }
}

/** @param fromCopies whether to take the roots from the second account */
async function verify(env: Given, fromCopies: boolean): Promise<void> {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const { data: settings, error } = needed.safeParse(Object.fromEntries(given));
  if (error) throw new StartError(z.prettifyError(error));
  const store = openStore(settings);
  const roots = fromCopies ? openOutside(settings) : store;
  if (!roots) throw new StartError('--from-copies needs the setting BACKUP_BLOB_SERVICE_URI.');
  const keyring = openKeyring(settings, store);
  const deps = { settings, store: { ...store, container: roots.container }, keyring };
  const findings = await verifyAudit(deps, new Date().toISOString());
  for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`);
  process.stdout.write(
    findings.length === 0 ? 'The audit log is intact.\n' : `${findings.length} findings\n`,
  );
  if (findings.length > 0) process.exitCode = 1;
}
