/** Measures how soon a new process answers, beside a one-function app on the same host. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { buildBundle } from '../../src/build/bundle.ts';
import { startAzurite } from '../../src/local/azurite.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { provision } from '../../src/local/provision.ts';
import { usualSettings } from '../harness.ts';
import { buildApp } from '../local/fixture/build.ts';
import { median } from './median.ts';
import type { Item, Row, Run, Section } from './section.ts';

const starts = { quick: 3, full: 9 };
const bundleBytesMax = 2 * 1_048_576;
const heaviest = 8;

const hello = `app.http('hello', {
  methods: ['GET'], authLevel: 'anonymous', route: 'health/live',
  handler: async () => ({ jsonBody: { status: 'ok' } }),
});`;

export const coldStart: Item = {
  id: 'cold-start',
  title: 'Cold start, and what the bundle is made of',
  measure,
};

async function measure(run: Run): Promise<Section> {
  const azurite = await startAzurite();
  const connectionString = azurite.connectionString();
  await provision(connectionString);
  const mailbox = await startMailbox();
  try {
    const settings = usualSettings(connectionString, mailbox.connectionString);
    const { outdir } = await buildBundle();
    const helloDir = dirname(await buildApp(hello));
    const count = run.quick ? starts.quick : starts.full;
    const ours: number[] = [];
    const other: number[] = [];
    const first: number[] = [];
    for (let n = 0; n < count; n++) {
      ours.push(await startOnce(outdir, settings, 'api/health/live'));
      other.push(await startOnce(helloDir, settings, 'api/health/live'));
      first.push(await startOnce(outdir, settings, 'api/notices'));
      run.progress(n + 1, count);
    }
    const row = (name: string, values: readonly number[]): Row => ({
      name,
      ours: ms(median(values)),
      other: ms(median(other)),
      ratio: median(values) / median(other),
    });
    return {
      id: coldStart.id,
      title: coldStart.title,
      head: { ours: 'service', other: 'one-function app' },
      rows: [
        { ...row('from process start to the first answer', ours), atMost: 1.5 },
        row('to the first answer that needs storage', first),
        ...(await sizes(outdir)),
      ],
      plots: [],
      remarks: [
        'The same host, the same way of starting, in turn. Identity, passkeys, common passwords and hashing threads load when first needed.',
      ],
    };
  } finally {
    await mailbox.stop();
    await azurite.stop();
  }
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const kB = (bytes: number) => `${Math.round(bytes / 1_024)} kB`;

async function startOnce(outdir: string, settings: Record<string, string>, path: string) {
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
  child.kill();
  await once(child, 'exit');
  return took;
}

/** Of each package in the main file by the length of its sources, as its source map has them. */
async function sizes(outdir: string): Promise<Row[]> {
  const { size } = await stat(join(outdir, 'main.cjs'));
  const map = z
    .object({ sources: z.array(z.string()), sourcesContent: z.array(z.string()) })
    .parse(JSON.parse(await readFile(join(outdir, 'main.cjs.map'), 'utf8')));
  const packages = new Map<string, number>();
  let total = 0;
  for (const [index, source] of map.sources.entries()) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? 'our own';
    const length = map.sourcesContent[index]?.length ?? 0;
    packages.set(name, (packages.get(name) ?? 0) + length);
    total += length;
  }
  const largest = [...packages].sort(([, a], [, b]) => b - a).slice(0, heaviest);
  return [
    {
      name: 'main.cjs',
      ours: kB(size),
      other: `${kB(bundleBytesMax)} at most`,
      ratio: size / bundleBytesMax,
      atMost: 1,
    },
    ...largest.map(([name, length]) => ({
      name: `of it ${name}`,
      ours: `${((100 * length) / total).toFixed(1)} % of the sources`,
    })),
  ];
}
