/** Storage, mailbox and functions on this machine, connected; either all start or none. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Azurite, startAzurite } from './azurite.ts';
import { assertStorage, markCreated } from './data-mark.ts';
import { findWayIn, type WayIn } from './first-administrator.ts';
import { type Host, startHost } from './host.ts';
import { hostKey } from './host-key.ts';
import type { HostLog } from './host-log.ts';
import { keepClock, restoreClock } from './kept-clock.ts';
import { localSettings } from './local-settings.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { masterKey } from './master-key.ts';
import { provision } from './provision.ts';
import { assertProxies, exemptThisMachine } from './proxies.ts';
import { codeOf, StartError } from './start-error.ts';
import { createTimeMachine } from './time-machine.ts';

const killed =
  'The last run and its storage were killed: writes of its last second may be missing.';

export type LocalServiceOptions = {
  bundlePath: string;
  port: number;
  /** Undefined for in memory only. */
  folder: string | undefined;
  /** Offers `POST /local/clock`. */
  timeMachine: boolean;
  log: HostLog;
};

export type LocalService = {
  url: string;
  /** For browsers, and in e-mails. */
  portalUrl: string;
  storage: Azurite;
  mailbox: Mailbox;
  host: Host;
  firstAdministrator: string;
  wayIn(): Promise<WayIn>;
  stop(): Promise<void>;
};

/** @throws StartError, or an error of the bundle such as SettingsError */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    return await startParts(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  { bundlePath, port, folder: given, timeMachine, log }: LocalServiceOptions,
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<LocalService> {
  const folder = given === undefined ? undefined : openDataFolder(given);
  assertProxies(process.env);
  exemptThisMachine(process.env);
  const key = masterKey(folder, process.env);
  const storage = folder === undefined ? await startAzurite() : await openKept(folder, log);
  stops.push(storage.stop);
  const storageConnection = storage.connectionString();
  const mailbox = await startMailbox({ port: port + 1, ...(folder ? { folder } : {}) });
  stops.push(mailbox.stop);
  await provision(storageConnection);

  // Browsers make passkeys for names only. The service answers at 127.0.0.1 as well.
  const publicUrl = `http://localhost:${port}`;
  const mailConnection = mailbox.connectionString;
  const env = localSettings(
    { publicUrl, storageConnection, mailConnection, masterKey: key },
    process.env,
  );
  const machine = createTimeMachine(async () => {
    if (folder !== undefined) keepClock(folder);
    const ran = await host.runDue();
    await host.idle();
    return ran;
  });
  const host: Host = await startHost({
    bundlePath,
    env,
    port,
    storageConnectionString: storageConnection,
    masterKey: hostKey(folder),
    log,
    ...(timeMachine ? { local: machine } : {}),
  });
  stops.push(host.stop);
  if (folder !== undefined) markCreated(folder);
  const email = env.FIRST_ADMIN_EMAIL;
  return {
    url: host.url,
    portalUrl: publicUrl,
    storage,
    mailbox,
    host,
    firstAdministrator: email,
    wayIn: () => findWayIn({ host, mailbox, storageConnection, email }),
    stop,
  };
}

/** Restores clock and storage from the last run, and warns of losses. */
async function openKept(folder: string, log: HostLog): Promise<Azurite> {
  const warn = (message: string) =>
    log({ level: 'warning', source: 'host', category: 'Host', message });
  const clockFault = await restoreClock(folder);
  if (clockFault !== undefined) warn(clockFault);
  assertStorage(folder);
  const storage = await startAzurite({ folder: join(folder, 'storage') });
  if (storage.wasKilled) warn(killed);
  return storage;
}

function openDataFolder(given: string): string {
  const folder = resolve(given);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} can't be used (${codeOf(error)}): choose another with --data or none with --memory.`,
    );
  }
  return folder;
}
