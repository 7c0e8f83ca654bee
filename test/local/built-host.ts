/** The bundle that ships, on a local host with storage and a mailbox of its own. */
import { join } from 'node:path';
import { inject } from 'vitest';
import { startHost } from '../../src/local/host.ts';
import { localSettings } from '../../src/local/local-settings.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { freshAccount } from '../storage.ts';

export type BuiltHost = Awaited<ReturnType<typeof startBuiltHost>>;

export async function startBuiltHost() {
  const { connectionString } = await freshAccount();
  const mailbox = await startMailbox();
  const logs: string[] = [];
  const wiring = {
    publicUrl: 'http://127.0.0.1',
    storageConnection: connectionString,
    mailConnection: mailbox.connectionString,
    folder: undefined,
  };
  const host = await startHost({
    bundlePath: join(inject('built').outdir, 'main.cjs'),
    env: { ...localSettings(wiring, {}), HASH_COST: '4' },
    storageConnectionString: connectionString,
    log: ({ message }) => logs.push(message),
  });
  return {
    host,
    mailbox,
    logs,
    async stop() {
      await host.stop();
      await mailbox.stop();
    },
  };
}
