/** Table, queue and blob storage, reachable from this machine only; its process ends with ours. */
import { resolve } from 'node:path';
import { openFolder } from './azurite-folder.ts';
import { type AzuriteOptions, addresses, end, launch, tellClock } from './azurite-process.ts';
import { follow } from './clock.ts';
import { accountNames, connectionString, type StorageUrls } from './storage-accounts.ts';

export type Azurite = {
  urls: StorageUrls;
  accounts: readonly string[];
  /** The previous run and its storage were killed, so its last writes may be lost. */
  wasKilled: boolean;
  /** @param account the first by default */
  connectionString(account?: string): string;
  stop(): Promise<void>;
};

/** @throws StartError if the folder can't be used or a port is taken */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const folder = options.folder === undefined ? undefined : resolve(options.folder);
  const lock = folder === undefined ? undefined : await openFolder(folder);
  const accounts = accountNames(options.accounts);
  const child = launch(folder, accounts, options);
  const unfollow = follow((milliseconds) => tellClock(child, milliseconds));
  const stop = async () => {
    unfollow();
    await end(child);
    // A killed child may not have saved: the lock that stays tells the next start.
    if (child.signalCode === null) lock?.release();
  };
  try {
    const urls = await addresses(child);
    return {
      urls,
      accounts,
      wasKilled: lock?.wasKilled ?? false,
      connectionString: (account = accounts[0] ?? '') => connectionString(urls, account),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
