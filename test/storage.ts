/** Gives each caller a storage account that nobody else uses, with all tables and queues made. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { provision } from '../src/local/provision.ts';
import { connectionString } from '../src/local/storage-accounts.ts';
import { accounts } from './global-setup.ts';

export async function freshAccount(): Promise<{ connectionString: string }> {
  const claims = inject('claims');
  for (let number = 0; number < accounts; number++) {
    if (!(await claim(join(claims, String(number))))) continue;
    const connection = connectionString(inject('storageUrls'), `t${number}`);
    await provision(connection);
    return { connectionString: connection };
  }
  throw new Error(
    `all ${accounts} storage accounts are taken: raise the number in global-setup.ts`,
  );
}

/** Of all workers exactly one makes the file. */
async function claim(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch {
    return false;
  }
}
