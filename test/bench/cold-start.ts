/** Measures a cold start, compared with a one-function app on the same host. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { buildApp } from '../local/fixture/build.ts';
import { usualSettings } from '../support/harness.ts';
import { built } from './built.ts';
import { median } from './median.ts';
import { explained, type Item, type Measured, type Row, type Run, two } from './section.ts';

const starts = { quick: 3, full: 21 };
const bundleBytesMax = 1_048_576;
const heaviest = 8;

const parsed =
  'ours compiles 0.4 MB of code and registers 160 functions, where the other has 0.1 MB and one, and it checks its settings.';

const hello = `app.http('hello', {
  methods: ['GET'], authLevel: 'anonymous', route: 'health/live',
  handler: async () => ({ jsonBody: { status: 'ok' } }),
});`;

/** @returns the folder of an app with one function */
export const buildHello = async (): Promise<string> => dirname(await buildApp(hello));

export const coldStart: Item = {
  id: 'cold-start',
  title: 'Cold start and bundle size',
  measure,
};

async function measure(run: Run): Promise<Measured> {
  const azurite = await startAzurite();
  const connectionString = azurite.connectionString();
  await provision(connectionString);
  const mailbox = await startMailbox();
  try {
    const settings = usualSettings(connectionString, mailbox.connectionString);
    const { outdir, atStart, packages } = await built();
    const helloDir = await buildHello();
    const count = run.quick ? starts.quick : starts.full;
    const ours: number[] = [];
    const other: number[] = [];
    const first: number[] = [];
    const signIn: number[] = [];
    for (let n = 0; n < count; n++) {
      ours.push((await startOnce(outdir, settings, 'api/health/live')).ms);
      other.push((await startOnce(helloDir, settings, 'api/health/live')).ms);
      first.push((await startOnce(outdir, settings, 'api/notices')).ms);
      signIn.push((await startOnce(outdir, settings, 'api/sessions', stranger(n))).ms);
      run.progress(n + 1, count);
    }
    const row = (name: string, values: readonly number[]): Row => ({
      name,
      ours: ms(median(values)),
      other: ms(median(other)),
      // Pair by pair, because both of a pair ran under the same conditions.
      ratio: median(values.map((value, n) => value / (other[n] ?? 0))),
    });
    return {
      head: { ours: 'service', other: 'one-function app' },
      rows: [
        explained(
          { ...row('from process start to the first response', ours), atMost: 1.3 },
          parsed,
        ),
        row('to the first response that needs storage', first),
        row('to the first sign-in, which is refused', signIn),
        ...(await sizes(atStart, packages)),
      ],
      plots: [
        {
          title: 'Milliseconds to the first response, by start',
          lines: two({ name: 'service', values: ours }, { name: 'one function', values: other }),
          axis: 'start #',
        },
      ],
      remarks: [
        'The same host and procedure, alternating. The handlers of each area, timers, queued work, tables, tokens, dates, identity, queues, blobs, passkeys, common passwords and hashing threads load on first use.',
      ],
    };
  } finally {
    await mailbox.stop();
    await azurite.stop();
  }
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const kB = (bytes: number) => `${Math.round(bytes / 1_024)} kB`;

/** A sign-in that nobody has an account for takes the way of every other, once for each address. */
const stranger = (n: number): Sent => ({
  init: {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `nobody.${n}@example.fi`, password: 'a long enough password' }),
  },
  status: 401,
});

type Sent = { init: RequestInit; status: number };

/** @returns milliseconds from process start to the first response, and memory at that time */
export async function startOnce(
  outdir: string,
  settings: Record<string, string>,
  path: string,
  { init, status }: Sent = { init: {}, status: 200 },
) {
  const begun = performance.now();
  const child = fork(join(import.meta.dirname, 'host-process.ts'), {
    execArgv: [],
    env: { ...process.env, HOST: JSON.stringify({ outdir, settings }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [url] = await once(child, 'message');
  const response = await fetch(`${url}/${path}`, init);
  await response.arrayBuffer();
  const took = performance.now() - begun;
  if (response.status !== status) throw new Error(`${path} answers ${response.status}`);
  child.send({ do: 'rss' });
  const [rss] = await once(child, 'message');
  child.kill();
  await once(child, 'exit');
  return { ms: took, rss: Number(rss) };
}

/** @returns rows with the size of the files that every start loads and their largest packages */
async function sizes(atStart: readonly string[], packages: ReadonlyMap<string, number>) {
  const stats = await Promise.all(atStart.map((file) => stat(file)));
  const size = stats.reduce((sum, each) => sum + each.size, 0);
  const rows: Row[] = [
    {
      name: 'code that every start loads',
      ours: kB(size),
      other: `${kB(bundleBytesMax)} at most`,
      ratio: size / bundleBytesMax,
      atMost: 1,
      exact: true,
    },
    ...[...packages]
      .slice(0, heaviest)
      .map(([name, bytes]) => ({ name: `of which ${name}`, ours: kB(bytes) })),
  ];
  return rows;
}
