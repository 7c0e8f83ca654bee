/** Gives each caller its own storage account, with all tables and queues created. */
import { provision } from '../../src/local/provision.ts';
import { askStorage } from './ask-supplies.ts';

export async function freshAccount(): Promise<{ connectionString: string }> {
  const connectionString = await askStorage();
  await provision(connectionString);
  return { connectionString };
}
