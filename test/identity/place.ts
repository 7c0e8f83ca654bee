/** A deployment on this machine: settings of the snapshot, storage and e-mail by identity only. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { appSettings, sampleValues } from '../infra/app-settings.ts';
import { committedSnapshot } from '../infra/snapshot.ts';
import { makeClock } from '../support/harness.ts';
import { startManagedIdentity } from './managed-identity.ts';

const clientId = '00000000-0000-0000-0000-00000000000a';

/** The place in which `startService` runs. Stop it last. */
export async function startPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'place-'));
  const secure = await trustedCertificate();
  const certPath = join(folder, 'cert.pem');
  const keyPath = join(folder, 'key.pem');
  await Promise.all([writeFile(certPath, secure.cert), writeFile(keyPath, secure.key)]);
  const azurite = await startAzurite({ accounts: 1, oauthCert: { certPath, keyPath } });
  const connectionString = azurite.connectionString();
  await provision(connectionString);
  const mailbox = await startMailbox({ secure });
  const identity = await startManagedIdentity(clientId);
  const [account = ''] = azurite.accounts;
  const addresses = Object.entries(azurite.urls).map(([name, url]) => [name, `${url}/${account}`]);
  const deployed = appSettings(committedSnapshot('prod'), {
    ...sampleValues,
    storageAddresses: Object.fromEntries(addresses),
    outputs: {
      ...sampleValues.outputs,
      'identity.clientId': clientId,
      'mail.endpoint': mailbox.url,
    },
  });
  // In the story, the administrator signs in with the password alone.
  const settings: Record<string, string> = {
    ...deployed,
    SECOND_FACTOR_REQUIRED_FOR: 'nobody',
  };
  process.env['AZURE_TOKEN_CREDENTIALS'] = deployed['AZURE_TOKEN_CREDENTIALS'];
  return {
    connectionString,
    mailbox,
    identity,
    settings,
    clock: makeClock(),
    logs: [] as string[],
    async stop() {
      await Promise.all([mailbox.stop(), identity.stop(), azurite.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Trusted only by this process, until it ends. */
async function trustedCertificate(): Promise<{ cert: string; key: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  return { cert, key };
}
