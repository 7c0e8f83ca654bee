/**
 * `npm run bench:lifecycle` shows that a run with 100 due accounts sends as many storage requests
 * among 1,000 accounts as among 100,000. It prints the table; `--update` also writes it into
 * README.md, and `--quick` skips the largest row.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { accountKey, directoryKey, personKey, scheduleKey } from '../../src/store/row-keys.ts';
import { directoryRow } from '../../src/store/rows/list.ts';
import { write } from '../../src/store/tables.ts';
import { countRequests } from '../simulate/world.ts';
import { makeClock, type Service, startService } from '../support/harness.ts';
import { settle } from '../support/people.ts';
import { inBatches } from './due.ts';

const due = 100;
/** Differences up to this count as equal. */
const differencePercentMax = 2;
const atOnceMax = 16;
const organizations = 50;
const dayMs = 86_400_000;
const quick = process.argv.includes('--quick');
const update = process.argv.includes('--update');
const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];

const azurite = await startAzurite({ accounts: sizes.length });
const counter = countRequests(azurite.urls);
const results: { accounts: number; requests: number; seconds: number }[] = [];
for (const [index, accounts] of sizes.entries()) results.push(await measure(index, accounts));
counter.stop();
await azurite.stop();
report();

async function measure(index: number, accounts: number) {
  const connectionString = azurite.connectionString(azurite.accounts[index]);
  await provision(connectionString);
  const clock = makeClock();
  const mailbox = await startMailbox({ clock: clock.now });
  const shared = { connectionString, mailbox, clock, logs: [] };
  const service = await startService(shared, { MAIL_PER_HOUR: '1000' });
  say(`${accounts} accounts: filling …`);
  await fill(service, accounts - due);
  const asleep = new Date(clock.now() - 156 * dayMs).toISOString();
  for (let n = 0; n < due; n++) await settle(service.deps, asleep, {});
  const before = counter.read();
  const begun = performance.now();
  const counts = await service.runTimer('lifecycle');
  const seconds = (performance.now() - begun) / 1_000;
  const requests = counter.read() - before;
  if (counts['noticed'] !== due) throw new Error(`${counts['noticed']} of ${due} were noticed`);
  await service.stop();
  await mailbox.stop();
  return { accounts, requests, seconds };
}

/** Adds active people, batched where partitions allow. */
async function fill({ deps, clock }: Service, count: number): Promise<void> {
  const at = clock.iso;
  const places = Array.from({ length: organizations }, () => randomUUID());
  const people = Array.from({ length: count }, (_, n) => {
    const userId = randomUUID();
    const organizationId = places[n % organizations] ?? '';
    const filed = scheduleKey(
      new Date(clock.now() + (31 + (n % 150)) * dayMs).toISOString().slice(0, 10),
      userId,
    );
    const times = { invitedAt: at, activatedAt: at, lastActivityAt: at, changedAt: at };
    const row = {
      organizationId,
      role: 'editor',
      revision: 1,
      invitedBy: 'service',
      chainLength: 1,
      ...times,
    };
    const person = {
      firstName: 'Aino',
      lastName: 'Korhonen',
      email: `${userId}@example.fi`,
      language: 'fi',
    };
    return { userId, row: { ...row, scheduledIn: filed.partitionKey }, person, filed };
  });
  const accounts = await deps.store.table('accounts');
  await inParallel(people, atOnceMax, ({ userId, row, person }) =>
    write(accounts, [
      { do: 'put', key: accountKey(userId), row },
      { do: 'put', key: personKey(userId), row: person },
    ]),
  );
  await inBatches(
    deps,
    'directory',
    people.map(({ userId, row, person }) => ({
      do: 'put',
      key: directoryKey(row.organizationId, userId),
      row: directoryRow.parse({ ...row, ...person }),
    })),
  );
  await inBatches(
    deps,
    'schedule',
    people.map(({ filed }) => ({ do: 'put', key: filed, row: { step: 'notice' } })),
  );
}

function report(): void {
  const [smallest] = results;
  const most = Math.max(...results.map(({ requests }) => requests));
  const differencePercent = smallest ? (most / smallest.requests - 1) * 100 : 100;
  const rows = results.map(
    ({ accounts, requests }) => `| ${accounts.toLocaleString('en')} | ${due} | ${requests} |`,
  );
  const table = [
    '| Accounts | Due | Storage requests of the run |',
    '| --- | --- | --- |',
    ...rows,
  ];
  say([...table, `Difference: ${differencePercent.toFixed(1)} %`].join('\n'));
  for (const { accounts, seconds } of results) say(`${accounts} accounts: ${seconds.toFixed(1)} s`);
  if (differencePercent > differencePercentMax) process.exitCode = 1;
  if (update) updateReadme(table);
}

function updateReadme(table: readonly string[]): void {
  const readme = join(import.meta.dirname, 'README.md');
  const section = /(<!-- begin lifecycle-cost -->\n)[\s\S]*(<!-- end lifecycle-cost -->)/;
  const text = readFileSync(readme, 'utf8');
  writeFileSync(readme, text.replace(section, `$1${table.join('\n')}\n$2`));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
