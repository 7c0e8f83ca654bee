/**
 * Promise: this release preserves, restores and erases what earlier releases left. In `npm test` this
 * is the last one, which may be in use while a deployment rolls; all of them in `npm run test:long`.
 */
import { expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/verify.ts';
import { restore } from '../../src/backup/restore.ts';
import { listExports } from '../../src/store/backups.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { openStore } from '../../src/store/store.ts';
import { type TimerName, timerTable } from '../../src/timers/timers.ts';
import { inDepth } from '../support/depth.ts';
import { startService } from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';
import { everythingKept, tracesOf } from '../support/traces.ts';
import { addressOf } from './life-people.ts';
import { ownName } from './life-work.ts';
import { openPast } from './past.ts';
import { releases } from './recording.ts';

const tried = inDepth(releases.slice(-1), releases);

test.each(tried)('L4: of release %i: an erased person leaves no trace', async (release) => {
  const past = await openPast(release);
  const { service, admin } = past;
  await past.settleDown();
  const texts = [ownName.firstName, ownName.lastName, addressOf('totp')];
  expect(tracesOf(texts, await everythingKept(service))).not.toEqual([]);
  await admin.eraseUser({ ...(await past.read('totp')), body: { confirm: 'erase' } });
  await past.settleDown();
  expect(tracesOf(texts, await everythingKept(service))).toEqual([]);
});

test.each(tried)(
  'of release %i: every timer runs, and due accounts end in the following weeks',
  async (release) => {
    const past = await openPast(release);
    const { service, admin } = past;
    service.clock.advance({ minutes: 6 });
    for (const name of Object.keys(timerTable) as TimerName[]) await service.runTimer(name);
    for (let day = 0; day < 40; day += 10) {
      service.clock.advance({ days: 10 });
      for (const name of ['repair', 'lifecycle', 'auditRoots'] as const)
        await service.runTimer(name);
      await service.drainMail();
    }
    expect(service.logs.filter((line) => /_failed"/.test(line))).toEqual([]);
    await past.renew();
    for (const name of ['leaving', 'removed', 'closing', 'lapsed'])
      await expect(admin.readUser(past.params(name)), name).rejects.toMatchObject({
        code: 'not_found',
      });
  },
);

test.each(tried)(
  'of release %i: the audit log is intact, before and after new events',
  async (release) => {
    const past = await openPast(release);
    const { service } = past;
    expect(await verifyAudit(service.deps, service.clock.iso)).toEqual([]);
    await past.settleDown();
    for (let day = 0; day < 3; day++) {
      service.clock.advance({ days: 1 });
      await service.runTimer('repair');
      await service.runTimer('auditRoots');
    }
    expect(await verifyAudit(service.deps, service.clock.iso)).toEqual([]);
  },
);

test.each(tried)(
  'of release %i: its backup can be restored, and people can sign in afterwards',
  async (release) => {
    const past = await openPast(release);
    const { service, known } = past;
    const [name = ''] = await listExports(service.deps.store);
    const { connectionString } = await freshAccount();
    const settings = { ...service.deps.settings, AzureWebJobsStorage: connectionString };
    const store = openStore(settings);
    const deps = { ...service.deps, settings, store, keyring: openKeyring(settings, store) };
    const to = await store.container('backups');
    const from = await service.deps.store.container('backups');
    for await (const blob of from.listBlobsFlat())
      await to
        .getBlockBlobClient(blob.name)
        .uploadData(await from.getBlobClient(blob.name).downloadToBuffer());
    expect((await restore(deps, name, service.clock.iso)).rows).toBeGreaterThan(400);
    const restored = await startService({ ...service, connectionString });
    const client = restored.client();
    await client.signIn({ body: { email: addressOf('editor'), password: known.password } });
    expect((await client.me()).userId).toBe(past.person('editor').userId);
    await restored.stop();
  },
);
