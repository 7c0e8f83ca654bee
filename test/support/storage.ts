/** Gives each caller a storage account that nobody else uses, with all tables and queues made. */
import { provision } from '../../src/local/provision.ts';
import { askStorage } from './ask-supplies.ts';

export async function freshAccount(): Promise<{ connectionString: string }> {
  const connectionString = await askStorage();
  await provision(connectionString);
  return { connectionString };
}
