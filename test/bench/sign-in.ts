/** Measures sign-in beside the hash that it can't do without: throughput, processor time, spans. */
import { inParallel } from '../../src/store/in-parallel.ts';
import { type BusyHost, clientsAtOnce, cost, startBusyHost } from './busy-host.ts';
import { median } from './median.ts';
import { type Item, type Plot, type Row, type Run, type Section, two } from './section.ts';
import { measureSpans } from './spans.ts';

const rounds = { quick: 2, full: 3 };
const perRound = { quick: 24, full: 48 };
/** Added to each answer of storage, half of it on the way there. */
const storageMs = [0, 5, 20];

export const signIn: Item = {
  id: 'sign-in',
  title: `Sign-in at ${clientsAtOnce} clients, bcrypt cost ${cost}`,
  measure,
};

async function measure(run: Run): Promise<Section> {
  const host = await startBusyHost();
  try {
    const { rows, plots } = await throughput(host, run);
    for (const latency of storageMs) {
      const { row, plot } = await measureSpans(host, latency, run.quick);
      rows.push(row);
      plots.push(plot);
    }
    return {
      id: signIn.id,
      title: signIn.title,
      head: { ours: 'sign-in', other: 'raw compare, same threads' },
      rows,
      plots,
      remarks: [
        'Raw: bcryptjs compares in a pool of the same threads, alone, in turn with the sign-ins. Storage and the clients share the processors with the sign-ins, which in Azure they do not.',
        'The hash waits for the count of the attempt, so that guesses sent together all count; the journal row is written beside that.',
      ],
    };
  } finally {
    await host.stop();
  }
}

async function throughput(host: BusyHost, run: Run): Promise<{ rows: Row[]; plots: Plot[] }> {
  const count = run.quick ? perRound.quick : perRound.full;
  const times = run.quick ? rounds.quick : rounds.full;
  const numbers = Array.from({ length: count }, (_, n) => n);
  const enter = async (n: number) => void (await host.signIn(n));
  // Threads, connections and keys are there afterwards.
  await inParallel(numbers.slice(0, clientsAtOnce), clientsAtOnce, enter);
  await host.hash(clientsAtOnce, clientsAtOnce);
  const raw: { seconds: number; cpuMs: number }[] = [];
  const ours: typeof raw = [];
  for (let round = 0; round < times; round++) {
    raw.push(await host.hash(count, clientsAtOnce));
    ours.push(await host.timed(() => inParallel(numbers, clientsAtOnce, enter)));
    run.progress(round + 1, times + 2);
  }
  const rate = (all: typeof raw) => count / median(all.map(({ seconds }) => seconds));
  const cpu = (all: typeof raw) => median(all.map(({ cpuMs }) => cpuMs)) / count;
  const rates = (all: typeof raw) => all.map(({ seconds }) => count / seconds);
  const plots: Plot[] = [
    {
      title: 'A second, round by round',
      lines: two({ name: 'sign-ins', values: rates(ours) }, { name: 'raw', values: rates(raw) }),
      axis: 'round',
    },
  ];
  const rows: Row[] = [
    {
      name: 'throughput',
      ours: `${rate(ours).toFixed(2)} a second`,
      other: `${rate(raw).toFixed(2)} a second`,
      ratio: rate(ours) / rate(raw),
      atLeast: 0.95,
    },
    {
      name: 'processor time outside the hash, as a share of a sign-in',
      ours: `${cpu(ours).toFixed(1)} ms`,
      other: `${cpu(raw).toFixed(1)} ms`,
      ratio: Math.max(0, 1 - cpu(raw) / cpu(ours)),
      atMost: 0.05,
    },
  ];
  return { rows, plots };
}
