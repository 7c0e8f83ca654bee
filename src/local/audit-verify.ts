/** Verifies the audit log of the service named in the settings, or else of the local data. */
import { join } from 'node:path';
import { lineOf } from '../audit/finding.ts';
import { verifyAudit } from '../audit/verify.ts';
import { parseSettings } from '../settings.ts';
import { openKeyring } from '../store/keyring.ts';
import { openStore } from '../store/store.ts';
import { startAzurite } from './azurite.ts';
import { localSettings } from './local-settings.ts';
import { masterKey } from './master-key.ts';

const { env } = process;
const deployed = env['AzureWebJobsStorage'] ?? env['AzureWebJobsStorage__tableServiceUri'];

if (deployed) await verify(env);
else await verifyLocal();

/** The local service must be stopped, because one process at a time may use its data. */
async function verifyLocal(): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', '.data', 'service');
  const key = masterKey(folder, env);
  const storage = await startAzurite({ folder: join(folder, 'storage') });
  try {
    const addresses = {
      publicUrl: 'http://127.0.0.1:7071',
      storageConnection: storage.connectionString(),
      mailConnection: 'endpoint=http://127.0.0.1:7072/;accesskey=bG9jYWw=',
    };
    await verify(localSettings({ ...addresses, masterKey: key }, env));
  } finally {
    await storage.stop();
  }
}

async function verify(given: Record<string, string | undefined>): Promise<void> {
  const settings = parseSettings(given);
  const store = openStore(settings);
  const deps = { settings, store, keyring: openKeyring(settings, store) };
  const findings = await verifyAudit(deps, new Date().toISOString());
  for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`);
  process.stdout.write(
    findings.length === 0 ? 'The audit log is intact.\n' : `${findings.length} findings\n`,
  );
  if (findings.length > 0) process.exitCode = 1;
}
