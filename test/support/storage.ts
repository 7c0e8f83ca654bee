/** Gives each caller its own storage account, with all tables and queues created: copies of the first. */
import { provision } from '../../src/local/provision.ts';
import { askStorage } from './ask-supplies.ts';
import { copyAccount } from './direct-storage.ts';

let first: Promise<string> | undefined;

export async function freshAccount(): Promise<{ connectionString: string }> {
  const connectionString = await askStorage();
  first ??= provisioned();
  await copyAccount(await first, connectionString);
  return { connectionString };
}

async function provisioned(): Promise<string> {
  const connectionString = await askStorage();
  await provision(connectionString);
  return connectionString;
}
