/** Compares jobs over many accounts with the same storage requests alone. */
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { makeClock, startService } from '../support/harness.ts';
import { erasing, importing, type Job, noticing, type World } from './bulk-jobs.ts';
import { askAlike, watchRequests } from './like-requests.ts';
import { sum } from './median.ts';
import { growth } from './memory.ts';
import {
  explained,
  type Item,
  type Measured,
  type Plot,
  type Row,
  type Run,
  two,
} from './section.ts';

/** Accounts in each round: the last is judged, and the first shows that memory does not grow. */
const due = { quick: [20, 60], full: [300, 3_000] };
const csvRows = { quick: [20, 200], full: [100, 500] };
/** Accounts that are processed one after the other. */
const inTurnCount = { quick: 40, full: 100 };
/** Memory of an instance in Azure (infra/main.bicep). */
const instanceMegabytes = 2_048;
const megabyte = 1_048_576;

export const bulk: Item = { id: 'bulk', title: 'Jobs over many accounts', measure };

async function measure(run: Run): Promise<Measured> {
  const people = run.quick ? due.quick : due.full;
  const planned: [Job, readonly number[]][] = [
    [importing, run.quick ? csvRows.quick : csvRows.full],
    [erasing, people],
    [noticing, people],
  ];
  const rows: Row[] = [];
  const plots: Plot[] = [];
  for (const [index, [job, counts]] of planned.entries()) {
    const all = sum(counts);
    const took: Round[] = [];
    let inTurn: number | undefined;
    await onItsOwn(async (world, watched) => {
      for (const count of counts) {
        const before = sum(took.map((round) => round.count));
        const step = (part: number) =>
          run.progress(index + (before + part * count) / all, planned.length);
        took.push(await measureRound({ job, count, step }, world, watched));
      }
      inTurn = await job.inTurn?.(world, run.quick ? inTurnCount.quick : inTurnCount.full);
    });
    rows.push(...rowsOf(job, took, inTurn));
    plots.push(plotOf(job, took));
  }
  return {
    head: { ours: 'the job', other: 'the same requests alone' },
    rows,
    plots,
    remarks: [
      "Each job has its own storage. Alone: the same number of reads, writes, transactions and messages of each kind, for similar rows, among as many accounts, through the same client, with the job's concurrency.",
      "Memory: the process's peak above its value before the job, after garbage collection.",
    ],
  };
}

/** Provides storage for the job and for the repeated requests, for the duration of the work. */
async function onItsOwn(work: (world: World, watched: Watched) => Promise<void>): Promise<void> {
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
    const admin = await service.signedInAdministrator();
    await work({ service, beside, admin }, watched);
  } finally {
    watched.stop();
    await service.stop();
    await beside.stop();
    await mailbox.stop();
    await azurite.stop();
  }
}

type Watched = ReturnType<typeof watchRequests>;
type Part = { job: Job; count: number; step(part: number): void };
type Round = { count: number; seconds: number; alone: number; requests: number; bytes: number[] };

async function measureRound(
  { job, count, step }: Part,
  world: World,
  watched: Watched,
): Promise<Round> {
  const work = await job.open(world, count);
  watched.read();
  let seconds = 0;
  const bytes = await growth(async () => {
    const begun = performance.now();
    await work();
    seconds = (performance.now() - begun) / 1_000;
  });
  step(0.5);
  const asked = watched.read();
  const alone = await askAlike(world.beside, asked, { accounts: count, atOnce: job.atOnce });
  step(1);
  return { count, seconds, alone, requests: sum(asked.values()), bytes };
}

/** Plots memory from the beginning to the end of each round. */
function plotOf({ name }: Job, took: readonly Round[]): Plot {
  const [small, large] = took.map(({ count, bytes }) => ({
    name: count.toLocaleString('en'),
    values: Array.from({ length: 101 }, (_, percent) => {
      const at = Math.round((percent / 100) * (bytes.length - 1));
      return Math.max(0, bytes[at] ?? 0) / megabyte;
    }),
  }));
  if (!small || !large) throw new Error('a job takes two rounds');
  return {
    title: `Megabytes of growth over time: ${name}`,
    lines: two(large, small),
    axis: '# %',
  };
}

function rowsOf(job: Job, took: readonly Round[], inTurn: number | undefined): Row[] {
  const [small, large] = took;
  if (!small || !large) throw new Error('a job takes two rounds');
  const peak = ({ bytes }: Round) => Math.max(...bytes) / megabyte;
  const { count, requests, seconds, alone } = large;
  const name = `${count.toLocaleString('en')} ${job.name}`;
  const fewer = small.count.toLocaleString('en');
  const rate = explained(
    {
      name: `${name}: requests to storage`,
      ours: `${(requests / seconds).toFixed(0)} a second`,
      other: `${(requests / alone).toFixed(0)} a second`,
      ratio: alone / seconds,
      atLeast: 0.7,
      remark: `${(count / seconds).toFixed(1)} accounts a second, ${(requests / count).toFixed(1)} requests each, ${job.atOnce} at once; with ${fewer} the ratio is ${(small.alone / small.seconds).toFixed(2)}`,
    },
    'the requests of one account wait for one another, and those of a slice for the slice before; alone, none waits.',
  );
  return [
    rate,
    ...(inTurn === undefined ? [] : [comparedInTurn(name, count / seconds, inTurn)]),
    {
      name: `${name}: memory`,
      ours: `${peak(large).toFixed(0)} MB`,
      other: `${instanceMegabytes.toLocaleString('en')} MB an instance`,
      ratio: peak(large) / instanceMegabytes,
      atMost: 0.25,
      remark: `${peak(small).toFixed(0)} MB with ${fewer}`,
    },
  ];
}

function comparedInTurn(name: string, ours: number, inTurn: number): Row {
  const perSecond = (value: number) => `${value.toFixed(1)} a second`;
  return explained(
    {
      name: `${name}: accounts, compared with one after the other`,
      ours: perSecond(ours),
      other: perSecond(inTurn),
      ratio: ours / inTurn,
      atLeast: 2,
    },
    'service and storage share the processors of one machine, of which one after the other uses one.',
  );
}
