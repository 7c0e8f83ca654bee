/** Runs every sample undisturbed, and what happens only after time or a failed attempt. */

import { restore } from '../../src/backup/restore.ts';
import { limit } from '../../src/policy/limits.ts';
import { listExports } from '../../src/store/backups.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import type { Sample } from '../samples/sample.ts';
import { parts } from '../samples/samples.ts';
import { settleDown } from '../samples/settle-down.ts';
import { firstAdministrator, type Service, startService } from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';
import { renew } from './around.ts';

/** Days after which a notice is due; the last administrator gets a warning instead. */
const inactiveDays = 160;

/** @returns the services used, still running */
export async function everythingOnce(): Promise<Service[]> {
  const world = await openWorld();
  const services = [world.service];
  // Samples compared in only one table record no event.
  const samples = Object.entries<Record<string, Sample>>(parts)
    .flatMap(([part, own]) => Object.values(own).map((sample) => ({ part, sample })))
    .filter(({ sample: { reads, only } }) => !reads && !only);
  for (const { part, sample } of samples) {
    // What acts on everything would take up what the others have left, which only a review is to meet.
    const isSeparate = sample.apart || (sample.alone && part !== 'reviews');
    const here = isSeparate ? await openWorld(sample) : world;
    if (here !== world) services.push(here.service);
    // An access token lasts ten minutes, and some samples take more than five.
    else await renew(world, sample);
    await carryOut(sample, here);
  }
  await world.service
    .client()
    .signIn({ body: { email: firstAdministrator, password: 'not the right one' } })
    .catch(() => undefined);
  const waited = await waiting();
  return [...services, waited, await restored(waited)];
}

async function carryOut(sample: Sample, world: World): Promise<void> {
  const item = await sample.arrange(world);
  await item.work(world.service);
  // The second use of a code or token is a separate event.
  if (sample.followed) await item.work(world.service).catch(() => undefined);
  // Nothing was stopped, so nothing needs repair.
  world.service.clock.advance({ minutes: 4 });
  await world.service.drainMail();
}

/** Lets months pass for an invitee and the only administrator. */
async function waiting(): Promise<Service> {
  const world = await openWorld();
  const { service, admin, organizationId } = world;
  await leave(world);
  const invitee = { email: 'waiting@espoo.fi', firstName: 'Uusi', lastName: 'Ihminen' };
  await admin.createInvitation({
    body: { ...invitee, organizationId, role: 'expert', language: 'fi' },
  });
  const reminded = service.deps.settings.INVITATION_LIFETIME_DAYS - limit.reminderDaysBefore;
  for (const days of [reminded, inactiveDays]) {
    service.clock.advance({ days });
    await service.runTimer('lifecycle');
  }
  return service;
}

/** A primary user asks for an address that is taken elsewhere, and leaves an invitation behind. */
async function leave(world: World): Promise<void> {
  const { service, admin, organizationId } = world;
  const leaving = await service.join(admin, 'leaving@espoo.fi', organizationId, 'primary_user');
  const other = await admin.createOrganization({ body: { name: 'Elsewhere', language: 'fi' } });
  await service.join(admin, 'elsewhere@espoo.fi', other.organizationId, 'editor');
  const invitee = {
    firstName: 'Uusi',
    lastName: 'Ihminen',
    role: 'expert',
    language: 'fi',
  } as const;
  for (const email of ['left.behind@espoo.fi', 'elsewhere@espoo.fi'])
    await leaving.client
      .createInvitation({ body: { ...invitee, email, organizationId } })
      .catch(() => undefined);
  const params = { userId: leaving.userId };
  const { etag: ifMatch } = await admin.readUser({ params });
  await admin.deactivateUser({ params, body: {}, ifMatch });
  await service.runTimer('census');
  await settleDown(world);
}

async function restored(from: Service): Promise<Service> {
  await from.runTimer('backup');
  const [name = ''] = await listExports(from.deps.store);
  const { connectionString } = await freshAccount();
  const settings = { ...from.deps.settings, AzureWebJobsStorage: connectionString };
  const store = openStore(settings);
  const to = await store.container('backups');
  const blobs = await from.deps.store.container('backups');
  for await (const blob of blobs.listBlobsFlat())
    await to
      .getBlockBlobClient(blob.name)
      .uploadData(await blobs.getBlobClient(blob.name).downloadToBuffer());
  const deps = { ...from.deps, settings, store, keyring: openKeyring(settings, store) };
  await restore(deps, name, from.clock.iso);
  return startService({ ...from, connectionString });
}
