/** The real service on its own Azurite with a virtual clock, counting its storage requests. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { type Account, loadAccount } from '../../src/store/accounts.ts';
import { makeClock, type Service, startService } from '../support/harness.ts';

export type World = {
  service: Service;
  admin: Account;
  /** @returns the number of storage requests since the start */
  requests(): number;
  stop(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const azurite = await startAzurite();
  const connectionString = azurite.connectionString();
  await provision(connectionString);
  const clock = makeClock();
  const mailbox = await startMailbox({ clock: clock.now });
  const counter = countRequests(azurite.urls);
  const shared = { connectionString, mailbox, clock, logs: [] };
  const service = await startService(shared, { MAIL_PER_HOUR: '1000' });
  const { userId } = await (await service.signedInAdministrator()).me();
  const admin = await loadAccount(service.deps.store, userId);
  if (!admin) throw new Error('the administrator is missing');
  return {
    service,
    admin,
    requests: counter.read,
    async stop() {
      counter.stop();
      await service.stop();
      await mailbox.stop();
      await azurite.stop();
    },
  };
}

/** Counts requests as they leave the process, without a proxy before storage. */
export function countRequests(urls: Record<string, string>) {
  const hosts = new Set(Object.values(urls).map((url) => new URL(url).host));
  let count = 0;
  const seen = (message: unknown) => {
    const { request } = message as { request: { getHeader(name: string): unknown } };
    if (hosts.has(String(request.getHeader('host')))) count++;
  };
  subscribe('http.client.request.start', seen);
  return { read: () => count, stop: () => void unsubscribe('http.client.request.start', seen) };
}
