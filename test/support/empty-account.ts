/** An empty storage account that a service's backups have been copied to, for restores. */
import type { Deps } from '../../src/deps.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import type { Service } from './harness.ts';
import { freshAccount } from './storage.ts';

export type Target = { deps: Deps; connectionString: string };

/** An account with nothing but copies of the backups and of the marks of erasures. */
export async function emptyAccount(
  service: Service,
  env: { MASTER_KEY?: string } = {},
): Promise<Target> {
  const { connectionString } = await freshAccount();
  const settings = { ...service.deps.settings, AzureWebJobsStorage: connectionString, ...env };
  const store = openStore(settings);
  const deps = { ...service.deps, settings, store, keyring: openKeyring(settings, store) };
  await copyBackups(service, deps);
  return { deps, connectionString };
}

export async function copyBackups(service: Service, deps: Deps): Promise<void> {
  const from = await service.deps.store.container('backups');
  const to = await deps.store.container('backups');
  for await (const blob of from.listBlobsFlat())
    await to
      .getBlockBlobClient(blob.name)
      .uploadData(await from.getBlobClient(blob.name).downloadToBuffer());
}
