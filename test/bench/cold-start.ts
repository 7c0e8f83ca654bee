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

const starts = { quick: 4, full: 11 };
const bundleBytesMax = 2 * 1_048_576;
const heaviest = 8;

const parsed =
  'ours compiles 1.1 MB of code where the other has 0.1 MB, and describes the input and output of all endpoints.';

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
    const { outdir, packages } = await built();
    const helloDir = await buildHello();
    const count = run.quick ? starts.quick : starts.full;
    const ours: number[] = [];
    const other: number[] = [];
    const first: number[] = [];
    for (let n = 0; n < count; n++) {
      ours.push((await startOnce(outdir, settings, 'api/health/live')).ms);
      other.push((await startOnce(helloDir, settings, 'api/health/live')).ms);
      first.push((await startOnce(outdir, settings, 'api/notices')).ms);
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
        ...(await sizes(outdir, packages)),
      ],
      plots: [
        {
          title: 'Milliseconds to the first response, by start',
          lines: two({ name: 'service', values: ours }, { name: 'one function', values: other }),
          axis: 'start #',
        },
      ],
      remarks: [
        'The same host and procedure, alternating. Identity, queues, blobs, passkeys, common passwords and hashing threads load on first use.',
      ],
    };
  } finally {
    await mailbox.stop();
    await azurite.stop();
  }
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const kB = (bytes: number) => `${Math.round(bytes / 1_024)} kB`;

/** @returns milliseconds from process start to the first response, and memory at that time */
export async function startOnce(outdir: string, settings: Record<string, string>, path: string) {
  const begun = performance.now();
  const child = fork(join(import.meta.dirname, 'host-process.ts'), {
    execArgv: [],
    env: { ...process.env, HOST: JSON.stringify({ outdir, settings }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [url] = await once(child, 'message');
  const response = await fetch(`${url}/${path}`);
  await response.arrayBuffer();
  const took = performance.now() - begun;
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  child.send({ do: 'rss' });
  const [rss] = await once(child, 'message');
  child.kill();
  await once(child, 'exit');
  return { ms: took, rss: Number(rss) };
}

/** @returns rows with the size of the file that Azure loads and its largest packages */
async function sizes(outdir: string, packages: ReadonlyMap<string, number>): Promise<Row[]> {
  const { size } = await stat(join(outdir, 'main.cjs'));
  return [
    {
      name: 'main.cjs',
      ours: kB(size),
      other: `${kB(bundleBytesMax)} at most`,
      ratio: size / bundleBytesMax,
      atMost: 1,
    },
    ...[...packages]
      .slice(0, heaviest)
      .map(([name, bytes]) => ({ name: `of which ${name}`, ours: kB(bytes) })),
  ];
}
