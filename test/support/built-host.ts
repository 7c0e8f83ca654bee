/** Runs the shipped bundle on a local host, reached only over HTTP as in Azure. */
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { expect, vi } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { advance } from '../../src/local/clock.ts';
import { type Host, startHost } from '../../src/local/host.ts';
import { localSettings } from '../../src/local/local-settings.ts';
import { type Mailbox, startMailbox } from '../../src/local/mailbox.ts';
import { actIn, firstAdministrator } from './act.ts';
import { askBundle } from './ask-supplies.ts';
import { freshAccount } from './storage.ts';

const { outdir } = await askBundle();

/** Longer than an e-mail takes on a busy machine. */
const mailMillisecondsMax = 15_000;

export type BuiltHost = Awaited<ReturnType<typeof startBuiltHost>>;

type Shared = {
  settings: Record<string, string | undefined>;
  mailbox: Mailbox;
  logs: string[];
  /** All hosts on this storage that run. */
  hosts: Set<Host>;
};

/**
 * @param beside a service whose settings, storage and mailbox the new host shares
 * @param folder of the bundle
 */
export async function startBuiltHost(beside?: Shared, folder = outdir) {
  const mailbox = beside?.mailbox ?? (await startMailbox());
  const logs = beside?.logs ?? [];
  const settings = beside?.settings ?? (await freshSettings(mailbox));
  const host = await startHost({
    bundlePath: join(folder, 'main.cjs'),
    env: settings,
    storageConnectionString: settings['AzureWebJobsStorage'] ?? '',
    log: ({ message }) => logs.push(message),
  });
  const hosts = (beside?.hosts ?? new Set<Host>()).add(host);

  /** Runs a timer with the host's master key, as an operator does in Azure. */
  const runByHand = (name: string) =>
    fetch(`${host.url}/admin/functions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-functions-key': host.masterKey },
      body: '{}',
    });

  const client = () => createClient(host.url);
  /** Any of the hosts may have taken a message, and what it does may queue another. */
  async function drainMail(): Promise<void> {
    for (const each of [...hosts, ...hosts]) await each.idle();
  }
  return {
    host,
    mailbox,
    logs,
    settings,
    hosts,
    client,
    drainMail,
    runByHand,
    clock: {
      advance: (duration: { days: number; seconds?: number }) =>
        advance(Temporal.Duration.from(duration).total('milliseconds')),
    },
    ...actIn({
      client,
      drainMail,
      mailbox,
      async inviteFirstAdministrator() {
        expect((await runByHand('firstAdministrator')).status).toBe(202);
        const arrived = () => expect(mailbox.messages(firstAdministrator)).not.toEqual([]);
        await vi.waitFor(arrived, { timeout: mailMillisecondsMax });
      },
    }),
    async stop() {
      hosts.delete(host);
      await host.stop();
      if (!beside) await mailbox.stop();
    },
  };
}

async function freshSettings(mailbox: Mailbox): Promise<Shared['settings']> {
  const wiring = {
    publicUrl: 'http://127.0.0.1',
    storageConnection: (await freshAccount()).connectionString,
    mailConnection: mailbox.connectionString,
    masterKey: Buffer.alloc(32, 7).toString('base64'),
  };
  return {
    ...localSettings(wiring, { FIRST_ADMIN_EMAIL: firstAdministrator }),
    HASH_COST: '4',
    PERSON_REQUESTS_PER_MINUTE: '1000000',
  };
}
