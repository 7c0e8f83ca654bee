/**
 * Opens a small service on its own storage, with a signed-in administrator and two organizations: a
 * copy of the first one of this process, which takes two storage requests instead of two hundred.
 */
import { randomUUID } from 'node:crypto';
import { loadAccount } from '../../src/store/accounts.ts';
import { type Service, startService } from '../support/harness.ts';
import { startCopy } from '../support/start-copy.ts';
import { freshAccount } from '../support/storage.ts';

export const reportSecret = 'the secret that Event Grid sends along';

export type World = Awaited<ReturnType<typeof createWorld>>;

let original: Promise<World> | undefined;

/** A bare one has neither the administrator nor the organizations. */
export async function openWorld({ bare }: { bare?: true | undefined } = {}): Promise<World> {
  if (bare) return emptyWorld();
  original ??= createWorld();
  return copyWorld(await original);
}

/** The settings of every instance of a world. @param backups connection string of the second account */
export const worldSettings = (backups: string) => ({
  DELIVERY_REPORT_SECRET: reportSecret,
  BACKUP_BLOB_SERVICE_URI: backups,
});

const newSettings = async () => worldSettings((await freshAccount()).connectionString);

async function createWorld() {
  const service = await startService(undefined, await newSettings());
  const admin = await service.signedInAdministrator();
  const adminId = (await admin.me()).userId;
  const passwordHash = (await loadAccount(service.deps.store, adminId))?.row.passwordHash;
  const organization = creates(admin);
  const [organizationId, otherId] = [await organization(), await organization()];
  // Once for all copies: the first run sees each timer for the first time, and finishes what is open.
  service.clock.advance({ minutes: 2 });
  await service.runTimer('repair');
  await service.drainMail();
  return { service, admin, adminId, passwordHash, organization, organizationId, otherId };
}

async function emptyWorld(): Promise<World> {
  const service = await startService(undefined, await newSettings());
  const admin = service.client();
  const nobody = { adminId: '', passwordHash: undefined, organizationId: '', otherId: '' };
  return { service, admin, organization: creates(admin), ...nobody };
}

/** Opens the same world on a copy of its storage, with the same e-mails and at the same instant. */
export async function copyWorld(world: World): Promise<World> {
  const { connectionString, clock, mailbox } = world.service;
  const service = await startCopy({
    of: connectionString,
    at: clock.now(),
    mails: mailbox.messages().toReversed(),
    env: await newSettings(),
  });
  const admin = service.client();
  Object.assign(admin.tokens, world.admin.tokens);
  return { ...world, service, admin, organization: creates(admin) };
}

/** @returns creates an organization and returns its id */
function creates(admin: Awaited<ReturnType<Service['signedInAdministrator']>>) {
  return async () => {
    const body = { name: `Espoo ${randomUUID()}`, language: 'fi' } as const;
    return (await admin.createOrganization({ body })).organizationId;
  };
}
