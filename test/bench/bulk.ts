/** Measures jobs over many accounts beside storage that is asked the same with nothing in between. */
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { makeClock, startService } from '../harness.ts';
import { erasing, importing, type Job, noticing, type World } from './bulk-jobs.ts';
import { askAlike, sum, watchRequests } from './like-requests.ts';
import { median } from './median.ts';
import { peakGrowth } from './memory.ts';
import { type Item, type Plot, type Row, type Run, type Section, two } from './section.ts';

/** Not 10,000: with filling and the requests alone those take far more than four minutes. */
const due = { quick: 300, full: 3_000 };
const csvRows = { quick: 100, full: 500 };
/** Each does its share of the accounts, in turn with the same requests alone. */
const rounds = 5;
/** What an instance has in Azure (infra/main.bicep). */
const instanceMegabytes = 2_048;

export const bulk: Item = { id: 'bulk', title: 'Jobs over many accounts', measure };

async function measure(run: Run): Promise<Section> {
  const azurite = await startAzurite({ accounts: 2 });
  const [connectionString = '', another = ''] = azurite.accounts.map(azurite.connectionString);
  await Promise.all([provision(connectionString), provision(another)]);
  const clock = makeClock();
  const mailbox = await startMailbox({ clock: clock.now });
  const shared = { connectionString, mailbox, clock, logs: [] };
  const service = await startService(shared, { MAIL_PER_HOUR: '1000000' });
  const beside = await startService({ ...shared, connectionString: another });
  const watched = watchRequests(azurite.urls);
  try {
    const world = { service, beside, admin: await service.signedInAdministrator() };
    const people = run.quick ? due.quick : due.full;
    const planned: [Job, number][] = [
      [importing, run.quick ? csvRows.quick : csvRows.full],
      [erasing, people],
      [noticing, people],
    ];
    const rows: Row[] = [];
    const plots: Plot[] = [];
    for (const [index, [job, count]] of planned.entries()) {
      const step = (done: number) => run.progress(index + done, planned.length);
      const took = await measureJob(world, watched, { job, count, step });
      rows.push(...rowsOf(job, count, took));
      plots.push(plotOf(job, took));
    }
    return {
      id: bulk.id,
      title: bulk.title,
      head: { ours: 'the job', other: 'the same requests alone' },
      rows,
      plots,
      remarks: [
        'Alone: as many reads, writes, transactions and messages of each kind, of rows like those of the job, through the same client, and as many at once as the job has accounts under way.',
        'Rates and ratios are medians of the rounds. Memory: what the process takes at its peak beyond what it had before the job.',
      ],
    };
  } finally {
    watched.stop();
    await service.stop();
    await beside.stop();
    await mailbox.stop();
    await azurite.stop();
  }
}

type Watched = ReturnType<typeof watchRequests>;
type Part = { job: Job; count: number; step(done: number): void };

async function measureJob(
  world: World,
  watched: Watched,
  { job, count, step }: Part,
): Promise<Round[]> {
  const took: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const work = await job.open(world, count / rounds);
    watched.read();
    let seconds = 0;
    const bytes = await peakGrowth(async () => {
      const begun = performance.now();
      await work();
      seconds = (performance.now() - begun) / 1_000;
    });
    const asked = watched.read();
    const alone = await askAlike(world.beside, asked, job.atOnce);
    took.push({ seconds, alone, requests: sum(asked), bytes });
    step((round + 1) / rounds);
  }
  return took;
}

type Round = { seconds: number; alone: number; requests: number; bytes: number };

function plotOf({ name }: Job, took: readonly Round[]): Plot {
  const rate = (seconds: (round: Round) => number) =>
    took.map((round) => round.requests / seconds(round));
  return {
    title: `Requests a second: ${name}`,
    lines: two(
      { name: 'job', values: rate(({ seconds }) => seconds) },
      { name: 'alone', values: rate(({ alone }) => alone) },
    ),
    axis: 'round',
  };
}

function rowsOf(job: Job, count: number, took: readonly Round[]): Row[] {
  const of = (each: (round: Round) => number) => median(took.map(each));
  const rate = of(({ requests, seconds }) => requests / seconds);
  const alone = of((round) => round.requests / round.alone);
  const each = took.reduce((all, { requests }) => all + requests, 0) / count;
  const megabytes = Math.max(...took.map(({ bytes }) => bytes)) / 1_048_576;
  const name = `${count.toLocaleString('en')} ${job.name}`;
  return [
    {
      name: `${name}: requests to storage`,
      ours: `${rate.toFixed(0)} a second`,
      other: `${alone.toFixed(0)} a second`,
      ratio: of((round) => round.alone / round.seconds),
      atLeast: 0.7,
      remark: `${(rate / each).toFixed(1)} accounts a second, ${each.toFixed(1)} requests each, ${job.atOnce} at once`,
    },
    {
      name: `${name}: memory`,
      ours: `${megabytes.toFixed(0)} MB`,
      other: `${instanceMegabytes.toLocaleString('en')} MB an instance`,
      ratio: megabytes / instanceMegabytes,
      atMost: 0.25,
    },
  ];
}
