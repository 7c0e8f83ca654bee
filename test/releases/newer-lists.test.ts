/** Promise: no list, page, log or check fails because a newer release has written to storage. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Client } from '../../src/client/client.ts';
import { listExports } from '../../src/store/backups.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { as, beside, type Known, person, signedIn } from '../samples/world.ts';
import { freshAccount } from '../support/storage.ts';
import { addNewerRelease, type Newer } from './newer.ts';
import { everyPage } from './past.ts';

let world: World;
let newer: Newer;
let known: Known;
let self: Client;

beforeAll(async () => {
  world = await openWorld();
  known = await person(world, { role: 'primary_user' });
  self = await signedIn(world, known);
  await self.fileDataRequest({ body: { kind: 'access' } });
  await world.service.drainMail();
  world.service.clock.advance({ minutes: 5 });
  await world.service.runTimer('repair');
  newer = await addNewerRelease(world.service);
});

afterAll(() => world.service.stop());

/** Each list's view of the only person or organization that this release fully knows. */
const shown: Record<string, (admin: Client, own: Client) => Promise<unknown>> = {
  searchUsers: async (admin) =>
    everyPage((cursor) => admin.searchUsers({ body: { limit: 2, ...(cursor && { cursor }) } })),
  'searchUsers of an organization': async (_, own) => (await own.searchUsers({ body: {} })).items,
  'searchUsers by text': async (admin) =>
    (await admin.searchUsers({ body: { text: known.email, sort: 'role' } })).items,
  listUpcoming: async (admin) => (await admin.listUpcoming({ query: { days: 366 } })).items,
  listDataRequests: async (admin) => (await admin.listDataRequests()).items,
  listEvents: async (admin) =>
    everyPage((cursor) => admin.listEvents({ query: { limit: 5, ...(cursor && { cursor }) } })),
  exportEvents: (admin) => admin.exportEvents({}),
  listOrganizations: async (admin) => (await admin.listOrganizations()).items,
  myData: (_, own) => own.myData(),
  listTransferTargets: async (_, own) => [known.userId, await own.listTransferTargets()],
  readUser: (admin) => admin.readUser({ params: { userId: known.userId } }),
};

test.each(Object.entries(shown))('%s shows what this release knows', async (name, show) => {
  const service = await beside(world.service);
  const found = JSON.stringify(await show(as(service, world.admin), as(service, self)));
  const id = name === 'listOrganizations' ? world.organizationId : known.userId;
  expect(found).toContain(id);
  await service.stop();
});

/** Lists that show nothing of a newer release but must still work. */
const answers: Record<string, (admin: Client, own: Client) => Promise<unknown>> = {
  ready: (admin) => admin.ready(),
  jwks: (admin) => admin.jwks(),
  currentNotices: (admin) => admin.currentNotices(),
  listNotices: (admin) => admin.listNotices(),
  listInvitations: (admin) => admin.listInvitations({}),
  listOffers: (_, own) => own.listOffers({}),
  listRestoreRequests: (admin) => admin.listRestoreRequests({}),
  listSessions: (_, own) => own.listSessions(),
  listFactors: (_, own) => own.listFactors(),
  listMyDataRequests: (_, own) => own.listMyDataRequests(),
  privacyNotice: (admin) => admin.privacyNotice({}),
  registryDescription: (admin) => admin.registryDescription({}),
  readSuspendedRun: (admin) => admin.readSuspendedRun(),
  readServiceState: (admin) => admin.readServiceState(),
  listPoison: (admin) => admin.listPoison(),
};

test.each(Object.entries(answers))('%s answers', async (_, ask) => {
  const service = await beside(world.service);
  await ask(as(service, world.admin), as(service, self));
  await service.stop();
});

test('the log counts skipped rows without their content', async () => {
  const service = await beside(world.service);
  service.logs.length = 0;
  await as(service, world.admin).listOrganizations();
  await as(service, world.admin).searchUsers({ body: {} });
  await service.runTimer('census');
  const counted = service.logs.filter((line) => /skipped/.test(line) && /:[1-9]/.test(line));
  expect(counted).not.toEqual([]);
  expect(service.logs.join()).not.toMatch(/Uudempi|Julkaisu|@example|auditor|celebration/);
  await service.stop();
});

test('a password link is sent', async () => {
  const service = await beside(world.service);
  await service.client().forgotPassword({ body: { email: known.email } });
  await service.drainMail();
  expect(service.mailbox.messages(known.email)).not.toEqual([]);
  await service.stop();
});

test('verifying the audit log finds no faults', async () => {
  expect(await verifyAudit(world.service.deps, world.service.clock.iso)).toEqual([]);
});

test('reading loses nothing of the newer release', async () => {
  expect(await newer.lost()).toEqual([]);
});

/** A restore rebuilds tables derived from accounts, and drops imports and counted attempts. */
const inBackups = /^(accounts|organizations (?!awaiting )|notices|keys|mails|journal\d+)\b/;

test('a backup and restore keep data that only a newer release knows', async () => {
  const { deps, clock } = world.service;
  await world.service.runTimer('backup');
  const [name = ''] = await listExports(deps.store);
  const { connectionString } = await freshAccount();
  const settings = { ...deps.settings, AzureWebJobsStorage: connectionString };
  const store = openStore(settings);
  const to = await store.container('backups');
  const from = await deps.store.container('backups');
  for await (const blob of from.listBlobsFlat())
    await to
      .getBlockBlobClient(blob.name)
      .uploadData(await from.getBlobClient(blob.name).downloadToBuffer());
  await restore(
    { ...deps, settings, store, keyring: openKeyring(settings, store) },
    name,
    clock.iso,
  );
  const lost = await newer.lost(connectionString);
  expect(lost.filter((line) => inBackups.test(line))).toEqual([]);
});
