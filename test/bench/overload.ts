/** Measures twice the sign-in capacity: the excess is refused at once, and nobody else suffers. */
import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError } from '../../src/client/client.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { type BusyHost, clientsAtOnce, startBusyHost } from './busy-host.ts';
import { median, quantile, quantiles } from './median.ts';
import { type Item, type Measured, type Run, two } from './section.ts';

const seconds = { quick: 3, full: 30 };
const warmUp = { quick: 12, full: 48 };
/** Enough that nobody signs in twice at once; the last person only reads. */
const people = 33;
const meEveryMs = 250;
/** Limit for refusals, far below the 300 ms of a hash. */
const atOnceMs = 100;
const recoveredMs = 1_000;

export const overload: Item = {
  id: 'overload',
  title: 'Twice the sign-in capacity',
  measure,
};

type Try = { ms: number; code: string; retryAfterSeconds: number | undefined };

async function measure(run: Run): Promise<Measured> {
  const host = await startBusyHost(people);
  try {
    const capacity = await atCapacity(host, run.quick ? warmUp.quick : warmUp.full);
    run.progress(1, 4);
    const flood = await flooded(host, capacity.rate * 2, run.quick ? seconds.quick : seconds.full);
    run.progress(3, 4);
    const recovery = await recovered(host, median(capacity.took));
    const accepted = flood.tries.filter(({ code }) => code === 'accepted');
    const refused = flood.tries.filter(({ code }) => code === 'busy');
    const others = flood.tries.length - accepted.length - refused.length;
    const told = refused.filter(({ retryAfterSeconds }) => (retryAfterSeconds ?? 0) > 0);
    const times = (all: readonly Try[]) => all.map(({ ms }) => ms);
    return {
      head: { ours: 'overloaded', other: 'at capacity' },
      rows: [
        {
          name: 'accepted, median',
          ours: ms(median(times(accepted))),
          other: ms(median(capacity.took)),
          ratio: median(times(accepted)) / median(capacity.took),
          atMost: 2,
        },
        {
          name: 'accepted, 99th percentile',
          ours: ms(quantile(times(accepted), 0.99)),
          other: ms(quantile(capacity.took, 0.99)),
          ratio: quantile(times(accepted), 0.99) / quantile(capacity.took, 0.99),
          atMost: 2,
        },
        {
          name: 'accepted, as a share of capacity',
          ours: `${(accepted.length / flood.seconds).toFixed(2)} a second`,
          other: `${capacity.rate.toFixed(2)} a second`,
          ratio: accepted.length / flood.seconds / capacity.rate,
          atLeast: 0.8,
        },
        {
          name: `refused, median (limit: ${atOnceMs} ms)`,
          ours: ms(median(times(refused))),
          ratio: median(times(refused)) / atOnceMs,
          atMost: 1,
        },
        {
          name: 'refused with 503 and Retry-After, of all refused',
          ours: `${told.length} of ${refused.length + others}`,
          ratio: told.length / (refused.length + others),
          atLeast: 1,
          exact: true,
        },
        {
          name: `\`me\` meanwhile, every ${meEveryMs} ms: 99th percentile`,
          ours: ms(quantile(flood.me, 0.99)),
          other: ms(quantile(capacity.me, 0.99)),
        },
        {
          name: `time until a sign-in is as fast as alone (limit: ${recoveredMs} ms)`,
          ours: ms(recovery),
          ratio: recovery / recoveredMs,
          atMost: 1,
        },
      ],
      plots: [
        {
          title: 'Milliseconds of accepted sign-ins, by percentile',
          lines: two(
            { name: 'overloaded', values: quantiles(times(accepted)) },
            { name: 'at capacity', values: quantiles(capacity.took) },
          ),
          axis: '# %',
        },
        {
          title: 'Milliseconds of readings, by percentile',
          lines: two(
            { name: 'overloaded', values: quantiles(flood.me) },
            { name: 'at capacity', values: quantiles(capacity.me) },
          ),
          axis: '# %',
        },
      ],
      remarks: [
        `At capacity: ${clientsAtOnce} clients, each with one sign-in at a time. Storage and clients share the processors.`,
      ],
    };
  } finally {
    await host.stop();
  }
}

const ms = (value: number) => `${value.toFixed(0)} ms`;

async function tried(host: BusyHost, n: number): Promise<Try> {
  const begun = performance.now();
  const outcome = await host.signIn(n % (people - 1)).then(
    () => ({ code: 'accepted', retryAfterSeconds: undefined }),
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      return { code: error.code, retryAfterSeconds: error.retryAfterSeconds };
    },
  );
  return { ms: performance.now() - begun, ...outcome };
}

async function atCapacity(host: BusyHost, count: number) {
  const numbers = Array.from({ length: count }, (_, n) => n);
  await inParallel(numbers.slice(0, clientsAtOnce), clientsAtOnce, async (n) => {
    await tried(host, n);
  });
  const took: number[] = [];
  let seconds = 0;
  const me = await reading(host, async () => {
    const begun = performance.now();
    await inParallel(numbers, clientsAtOnce, async (n) => {
      took.push((await tried(host, n)).ms);
    });
    seconds = (performance.now() - begun) / 1_000;
  });
  return { took, me, rate: count / seconds };
}

/** Sends sign-ins on schedule without waiting for earlier ones. */
async function flooded(host: BusyHost, rate: number, lengthSeconds: number) {
  const tries: Promise<Try>[] = [];
  let seconds = 0;
  const me = await reading(host, async () => {
    const begun = performance.now();
    for (let n = 0; n < rate * lengthSeconds; n++) {
      await pause(Math.max(0, begun + (n * 1_000) / rate - performance.now()));
      tries.push(tried(host, n));
    }
    await Promise.all(tries);
    seconds = (performance.now() - begun) / 1_000;
  });
  return { tries: await Promise.all(tries), me, seconds };
}

/** @returns milliseconds of each reading of an account during the work */
async function reading(host: BusyHost, work: () => Promise<unknown>): Promise<number[]> {
  const reader = await host.signIn(people - 1);
  const took: number[] = [];
  let done = false;
  const read = async () => {
    while (!done) {
      const begun = performance.now();
      await reader.me();
      took.push(performance.now() - begun);
      await pause(meEveryMs);
    }
  };
  const readAll = read();
  await work();
  done = true;
  await readAll;
  return took;
}

/** @returns milliseconds until a repeated sign-in is back to its usual duration */
async function recovered(host: BusyHost, usualMs: number): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { ms: took, code } = await tried(host, 1);
    const since = performance.now() - begun;
    if ((code === 'accepted' && took <= usualMs) || since > 10 * recoveredMs) return since;
  }
}
