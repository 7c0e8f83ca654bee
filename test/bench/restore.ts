/**
 * `npm run bench:restore -- 1000 10000` measures how long it takes to get a lost service back from the
 * copies in a second storage account, for each number of people. Storage is Azurite on this machine.
 */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { copyOutside } from '../../src/backup/copy-outside.ts';
import { restore } from '../../src/backup/restore.ts';
import { type Azurite, startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { dayMs, earlierBy } from '../../src/policy/time.ts';
import { listExports } from '../../src/store/backups.ts';
import { batchesOf } from '../../src/store/batches.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { openKeyring } from '../../src/store/keyring.ts';
import { exportPrefix } from '../../src/store/names.ts';
import { accountKey, journalKey, personKey, userEventKey } from '../../src/store/row-keys.ts';
import type { JournalRow } from '../../src/store/rows/event.ts';
import { openStore } from '../../src/store/store.ts';
import { write } from '../../src/store/tables.ts';
import { makeClock, type Service, startService } from '../support/harness.ts';

const eventsEach = 5;
/** Between the events of two people, since a minute of the log is one partition. */
const apartMs = 17_000;
const atOnceMax = 4;

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [1_000, 10_000];
if (!sizes.every((size) => Number.isInteger(size) && size > 0))
  throw new Error('give numbers of people, such as: npm run bench:restore -- 1000 10000');

const azurite = await startAzurite({ accounts: 3 * sizes.length });
const lines = [
  `Each person has ${eventsEach} events. Restored from the second account alone:`,
  '',
  '| people | backup, MB | written, s | copied, s | restored, s | people a second |',
  '| --- | --- | --- | --- | --- | --- |',
];
for (const [index, people] of sizes.entries()) lines.push(await measure(azurite, index, people));
await azurite.stop();
process.stdout.write(`${lines.join('\n')}\n`);
process.exit();

async function measure(on: Azurite, index: number, people: number): Promise<string> {
  const [first = '', second = '', empty = ''] = await Promise.all(
    on.accounts.slice(3 * index, 3 * index + 3).map(async (account) => {
      const connectionString = on.connectionString(account);
      await provision(connectionString);
      return connectionString;
    }),
  );
  const clock = makeClock();
  const mailbox = await startMailbox({ clock: clock.now });
  const shared = { connectionString: first, mailbox, clock, logs: [] };
  const service = await startService(shared, { BACKUP_BLOB_SERVICE_URI: second });
  await fill(service, people);
  const written = await seconds(() => service.runTimer('backup'));
  const copied = await seconds(() => copyOutside(service.deps, clock.iso));
  const { outside } = service.deps;
  if (!outside) throw new Error('there is no second account');
  const [name = ''] = await listExports(outside);
  const blob = (await outside.container('backups')).getBlobClient(`${exportPrefix}${name}`);
  const megabytes = ((await blob.getProperties()).contentLength ?? 0) / 1_000_000;
  const settings = { ...service.deps.settings, AzureWebJobsStorage: empty };
  const store = openStore(settings);
  const keyring = openKeyring(settings, store);
  const deps = { settings, store, keyring, backups: outside, clock: clock.now };
  const restored = await seconds(() => restore(deps, name, clock.iso));
  await service.stop();
  await mailbox.stop();
  const cells = [megabytes, written, copied, restored].map((value) => value.toFixed(1));
  return `| ${[people, ...cells, Math.round(people / restored)].join(' | ')} |`;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

/** Adds active people with events, written as the service stores them but without its checks. */
async function fill({ deps, clock }: Service, people: number): Promise<void> {
  await deps.keyring.load(clock.iso);
  const accounts = await deps.store.table('accounts');
  const organizationId = randomUUID();
  const logged: JournalRow[] = [];
  await inParallel([...Array(people).keys()], atOnceMax, async (index) => {
    const userId = randomUUID();
    const at = earlierBy(clock.iso, 2 * dayMs + index * apartMs);
    const times = { invitedAt: at, activatedAt: at, lastActivityAt: at, changedAt: at };
    const place = { organizationId, role: 'editor', revision: 1, invitedBy: 'service' };
    const email = `${userId}@example.fi`;
    const happening = { kind: 'signed_in', at, actorId: userId, organizationId, data: {} };
    const events = Array.from({ length: eventsEach }, () => ulid(Date.parse(at)));
    const subject = { subjectKind: 'user', subjectId: userId, state: 'done' };
    logged.push(...events.map((eventId) => ({ ...happening, ...subject, eventId })));
    await write(accounts, [
      { do: 'put', key: accountKey(userId), row: { ...place, ...times, chainLength: eventsEach } },
      {
        do: 'put',
        key: personKey(userId),
        row: { firstName: 'Aino', lastName: 'Virtanen', email, language: 'fi' },
      },
      ...events.map((eventId, place) => ({
        do: 'put' as const,
        key: userEventKey(userId, eventId),
        row: { ...happening, mac: 'none', number: place + 1 },
      })),
    ]);
  });
  const entries = logged.map((row) => ({ ...journalKey(row.eventId), row }));
  await inParallel(
    batchesOf(entries, ({ key }) => key.partitionKey),
    atOnceMax,
    async (batch) =>
      write(
        await deps.store.journal(batch[0]?.month ?? ''),
        batch.map(({ key, row }) => ({ do: 'insert', key, row })),
      ),
  );
}
