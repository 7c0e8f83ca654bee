/** Promise: no list, page, log or check stops because a newer release has written to the storage. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { restore } from '../../src/backup/restore.ts';
import type { Client } from '../../src/client/client.ts';
import { listExports } from '../../src/store/backups.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import {
  as,
  beside,
  type Known,
  openWorld,
  person,
  signedIn,
  type World,
} from '../faults/world.ts';
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

/** What each shows of the one person or organization that this release knows all about. */
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

/** They have nothing of a newer release to show, and answer all the same. */
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
  myDataPage: (_, own) => own.myDataPage(),
  privacyNotice: (admin) => admin.privacyNotice({}),
  registryDescription: (admin) => admin.registryDescription({}),
  readHeldRun: (admin) => admin.readHeldRun(),
  readServiceState: (admin) => admin.readServiceState(),
  listPoison: (admin) => admin.listPoison(),
};

test.each(Object.entries(answers))('%s answers', async (_, ask) => {
  const service = await beside(world.service);
  await ask(as(service, world.admin), as(service, self));
  await service.stop();
});

test('rows that are passed over are counted in the log, without anything from within', async () => {
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

test('the audit finds nothing wrong', async () => {
  expect(await verifyAudit(world.service.deps, world.service.clock.iso)).toEqual([]);
});

test('nothing of the newer release is lost by looking', async () => {
  expect(await newer.lost()).toEqual([]);
});

/** What follows from accounts is made anew, and imports and counted attempts are not kept. */
const inBackups = /^(accounts|organizations|notices|keys|mails|journal\d+) /;

test('a backup and its restore keep what only a newer release knows', async () => {
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
