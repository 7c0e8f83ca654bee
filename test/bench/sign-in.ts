/** Compares sign-in with its hash alone: throughput, processor time and spans. */
import { inParallel } from '../../src/store/in-parallel.ts';
import { type BusyHost, clientsAtOnce, cost, startBusyHost, type Timed } from './busy-host.ts';
import { median } from './median.ts';
import { leftToService, type ProcessorTimes } from './processors.ts';
import {
  explained,
  type Item,
  type Measured,
  type Plot,
  type Row,
  type Run,
  two,
} from './section.ts';
import { measureSpans } from './spans.ts';

const size = {
  quick: { rounds: 2, count: 12, warmUp: { readings: 300, signIns: 8 } },
  full: { rounds: 7, count: 40, warmUp: { readings: 1_000, signIns: 16 } },
};
const throughputLeast = 0.95;
/** Latency added to each storage request, half of it in each direction. */
const storageMs = [0, 5, 20];

export const signIn: Item = {
  id: 'sign-in',
  title: `Sign-in at ${clientsAtOnce} clients, bcrypt cost ${cost}`,
  measure,
};

async function measure(run: Run): Promise<Measured> {
  const host = await startBusyHost();
  try {
    const { rows, plots } = await throughput(host, run);
    for (const latency of run.quick ? [] : storageMs) {
      const { row, plot } = await measureSpans(host, latency);
      rows.push(row);
      plots.push(plot);
    }
    return {
      head: { ours: 'sign-in', other: 'raw compare, same threads' },
      rows,
      plots,
      remarks: [
        'Raw: bcryptjs compares alone in the same thread pool, alternating with the sign-ins. Unlike in Azure, storage and the clients share the processors with the sign-ins.',
        'Hashing waits until the attempt is counted, so that concurrent guesses all count; the journal row is written in parallel.',
      ],
    };
  } finally {
    await host.stop();
  }
}

type Round = { ours: Timed; raw: Timed };

async function throughput(host: BusyHost, run: Run): Promise<{ rows: Row[]; plots: Plot[] }> {
  const { count, rounds, warmUp } = run.quick ? size.quick : size.full;
  const numbers = Array.from({ length: count }, (_, n) => n);
  const enter = async (n: number) => void (await host.signIn(n));
  await warmedUp(host, enter, warmUp);
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const raw = await host.hash(count, clientsAtOnce);
    const ours = await host.timed(() => inParallel(numbers, clientsAtOnce, enter));
    if (ours.times.hash === 0) throw new Error('the hashing threads were not found');
    all.push({ raw, ours });
    run.progress(round + 1, rounds + 2);
  }
  const rates = (of: (round: Round) => Timed) => all.map((round) => count / of(round).seconds);
  const plot: Plot = {
    title: 'Per second, by round',
    lines: two(
      { name: 'sign-ins', values: rates(({ ours }) => ours) },
      { name: 'raw', values: rates(({ raw }) => raw) },
    ),
    axis: 'round #',
  };
  return { rows: rowsOf(all, count), plots: [plot] };
}

/** Warms up threads, connections, keys and compiled code. */
async function warmedUp(
  host: BusyHost,
  enter: (n: number) => Promise<void>,
  { readings, signIns }: { readings: number; signIns: number },
): Promise<void> {
  const reader = await host.signIn(0);
  const read = Array.from({ length: readings }, (_, n) => n);
  await inParallel(read, clientsAtOnce, async () => void (await reader.me()));
  const clients = Array.from({ length: signIns }, (_, n) => n);
  await inParallel(clients, clientsAtOnce, enter);
  await host.hash(clientsAtOnce, clientsAtOnce);
}

function rowsOf(all: readonly Round[], count: number): Row[] {
  const of = (each: (round: Round) => number) => median(all.map(each));
  const left = ({ ours }: Round) => leftToService(ours.times, ours.seconds);
  const ratio = of(({ ours, raw }) => raw.seconds / ours.seconds);
  const ratioLeft = of((round) => round.raw.seconds / round.ours.seconds / left(round));
  const rate = (seconds: number) => `${(count / seconds).toFixed(2)} a second`;
  const raw = rate(of((round) => round.raw.seconds));
  const share = of(({ ours: { times } }) => times.rest / (times.rest + times.hash));
  const each = (part: keyof ProcessorTimes) =>
    `${(of(({ ours }) => ours.times[part]) / count).toFixed(1)} ms`;
  const because = `storage and the clients take ${each('others')} of the processors for each sign-in, which the raw compares use for hashing; in Azure they run elsewhere.`;
  return [
    // Explains only this; the next row judges the service's own overhead.
    explained(
      {
        name: 'throughput',
        ours: rate(of(({ ours }) => ours.seconds)),
        other: raw,
        ratio,
        atLeast: throughputLeast,
      },
      because,
    ),
    explained(
      {
        name: 'throughput relative to the processor time left by storage and clients',
        ours: rate(of((round) => round.ours.seconds * left(round))),
        other: raw,
        ratio: ratioLeft,
        atLeast: throughputLeast,
      },
      'storage and the clients take turns with the hashing threads on two processors and displace what these have cached; what the service itself adds is in the next row.',
    ),
    {
      name: 'processor time outside the hash, as a share of a sign-in',
      ours: each('rest'),
      other: each('hash'),
      ratio: share,
      atMost: 0.05,
      remark: "the service's threads, as accounted by the kernel",
    },
  ];
}
