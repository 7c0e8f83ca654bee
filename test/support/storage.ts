/** Gives each caller its own storage account, with all tables and queues created: copies of the first. */
import { provision } from '../../src/local/provision.ts';
import { askStorage } from './ask-supplies.ts';
import { copyAccount } from './direct-storage.ts';

let first: Promise<string> | undefined;

export async function freshAccount(): Promise<{ connectionString: string }> {
  first ??= provisioned();
  return { connectionString: await copiedAccount(await first) };
}

/** @returns the connection string of a copy of the account */
export async function copiedAccount(original: string): Promise<string> {
  const connectionString = await askStorage();
  await copyAccount(original, connectionString);
  return connectionString;
}

async function provisioned(): Promise<string> {
  const connectionString = await askStorage();
  await provision(connectionString);
  return connectionString;
}
