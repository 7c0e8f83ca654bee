/** Measures that other people's sign-ins hardly delay reading one's own account. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../src/client/client.ts';
import { type BusyHost, clientsAtOnce, startBusyHost } from './busy-host.ts';
import { median, quantile, quantiles } from './median.ts';
import { explained, type Item, type Measured, type Run, two } from './section.ts';

const perSecond = 20;
const rounds = { quick: 1, full: 5 };
const seconds = { quick: 2, full: 10 };
/** Fewer readings have no 99th percentile. */
const readingsMin = 100;

export const meUnderLoad: Item = {
  id: 'me',
  title: `\`me\` at ${perSecond} requests a second while ${clientsAtOnce} sign-ins are in flight`,
  measure,
};

async function measure(run: Run): Promise<Measured> {
  const host = await startBusyHost(clientsAtOnce + 1);
  try {
    const reader = await host.signIn(0);
    await read(reader, 1);
    const rest: number[][] = [];
    const busy: number[][] = [];
    const times = run.quick ? rounds.quick : rounds.full;
    const length = run.quick ? seconds.quick : seconds.full;
    for (let round = 0; round < times; round++) {
      rest.push(await read(reader, length));
      busy.push(await whileSigningIn(host, () => read(reader, length)));
      run.progress(round + 1, times);
    }
    const row = (name: string, share: number) => {
      const [ours, other] = [busy, rest].map((all) =>
        median(all.map((one) => quantile(one, share))),
      );
      if (ours === undefined || other === undefined) throw new Error('nothing was measured');
      const limit = share === 0.99 && perSecond * length >= readingsMin ? { atMost: 3 } : {};
      return explained(
        { name, ours: ms(ours), other: ms(other), ratio: ours / other, ...limit },
        'storage, host, clients and two hashing threads share two processors, so that one reading in a hundred waits until one is free, though hashing has the lowest priority.',
      );
    };
    return {
      head: { ours: 'under load', other: 'at rest' },
      rows: [row('median', 0.5), row('99th percentile', 0.99)],
      plots: [
        {
          title: 'Milliseconds of readings, by percentile',
          lines: two(
            { name: 'under load', values: quantiles(busy.flat()) },
            { name: 'at rest', values: quantiles(rest.flat()) },
          ),
          axis: '# %',
        },
      ],
      remarks: [
        "Storage, host, hashing threads and clients share one machine's processors: when the hashing threads use all of them, reading waits for a processor.",
      ],
    };
  } finally {
    await host.stop();
  }
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

/** Sends requests on schedule without waiting for earlier ones. @returns milliseconds of each */
async function read(client: Client, lengthSeconds: number): Promise<number[]> {
  const begun = performance.now();
  const all = Array.from({ length: perSecond * lengthSeconds }, async (_, n) => {
    const due = begun + (n * 1_000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    await client.me();
    return performance.now() - due;
  });
  return Promise.all(all);
}

async function whileSigningIn<T>(host: BusyHost, work: () => Promise<T>): Promise<T> {
  let done = false;
  const clients = Array.from({ length: clientsAtOnce }, async (_, n) => {
    // Not the reader, whose session would end as the oldest.
    while (!done) await host.signIn(n + 1);
  });
  const result = await work();
  done = true;
  await Promise.all(clients);
  return result;
}
