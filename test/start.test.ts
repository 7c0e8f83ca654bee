/** Promise: a failed start leaves one readable line that names every fault and shows no value. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../src/local/host.ts';
import type { HostLogEntry } from '../src/local/host-log.ts';
import { start } from '../src/start.ts';
import { askBundle } from './support/ask-supplies.ts';
import { bareEnvironment } from './support/bare-environment.ts';
import { usualSettings } from './support/harness.ts';

const { outdir } = await askBundle();

const secret = '@Microsoft.KeyVault(SecretUri=https://esm-vault.vault.azure.net/secrets/name)';
const good = usualSettings(
  'UseDevelopmentStorage=true',
  'endpoint=http://127.0.0.1:7072/;accesskey=bG9jYWw=',
);
const failure = z.strictObject({
  event: z.literal('start_failed'),
  reason: z.string(),
  faults: z.array(z.string()).min(1),
});

/** Loads the bundle as a separate program. @returns its exit and output */
function run(folder: string, env: Record<string, string>) {
  return new Promise<{ code: unknown; out: string; err: string }>((done) => {
    const options = { env: { ...bareEnvironment(), ...env } };
    execFile(process.execPath, [join(folder, 'main.cjs')], options, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    );
  });
}

function failuresIn(text: string) {
  const lines = text.split('\n').filter((line) => line.includes('start_failed'));
  return lines.map((line) => failure.parse(JSON.parse(line)));
}

async function copyWithout(...files: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(outdir, folder, { recursive: true });
  for (const file of files) await rm(join(folder, file), { recursive: true });
  return folder;
}

describe('the built bundle, loaded by plain Node', () => {
  test('starts without reporting a failure if all is well', async () => {
    const { code, out, err } = await run(outdir, good);
    expect({ code, failures: failuresIn(out + err) }).toEqual({ code: 0, failures: [] });
  });

  test('names every wrong setting in one line, once, and ends with an error', async () => {
    const env = { ...good, MASTER_KEY: secret, PUBLIC_URL: 'not-an-address', HASH_COST: '99' };
    const { code, out } = await run(outdir, env);
    expect(code).toBe(1);
    const [line, ...more] = failuresIn(out);
    expect(more).toEqual([]);
    expect(line?.reason).toBe('settings');
    const named = line?.faults.map((fault) => /^setting (\w+): /.exec(fault)?.[1]);
    expect(named?.sort()).toEqual(['HASH_COST', 'MASTER_KEY', 'PUBLIC_URL']);
    expect(out).not.toMatch(/esm-vault|not-an-address|openssl/);
  });

  test('names what is missing in the package, along with the settings', async () => {
    const folder = await copyWithout('hash-worker.cjs', 'portal');
    const { code, out } = await run(folder, { ...good, MAIL_SENDER: '' });
    expect(code).toBe(1);
    expect(failuresIn(out)).toEqual([
      {
        event: 'start_failed',
        reason: 'package',
        faults: [
          'dist/hash-worker.cjs is missing: publish the whole package again',
          'dist/portal/portal.json is missing: publish the whole package again',
          expect.stringMatching(/^setting MAIL_SENDER: is missing/),
        ],
      },
    ]);
  });
});

test('a file that is loaded only on first use is missed at the start', async () => {
  const [file = ''] = (await readdir(outdir)).filter((name) => /^handle-.*\.cjs$/.test(name));
  for (const missing of [file, 'queues.cjs', 'files.json']) {
    const { code, out } = await run(await copyWithout(missing), good);
    const faults = [`dist/${missing} is missing: publish the whole package again`];
    expect({ code, failures: failuresIn(out) }).toEqual({
      code: 1,
      failures: [{ event: 'start_failed', reason: 'package', faults }],
    });
  }
});

test('an older Node is refused by its version, a newer one is not', async () => {
  for (const version of ['18.20.0', '20.20.2', '22.1.0', '23.11.0'])
    expect(() => start(good, outdir, version)).toThrow(
      `Node ${version} is too old: choose Node 24 as the app's runtime`,
    );
  for (const version of ['24.0.0', '26.1.0']) await start(good, outdir, version).close();
});

test('on the local host, the same line is in the log, and the message stops the start', async () => {
  const logged: HostLogEntry[] = [];
  const starting = startHost({
    bundlePath: join(outdir, 'main.cjs'),
    env: { ...good, DELIVERY_REPORT_SECRET: secret },
    storageConnectionString: 'UseDevelopmentStorage=true',
    log: (entry) => logged.push(entry),
  });
  await expect(starting).rejects.toMatchObject({
    name: 'SettingsError',
    message: expect.stringMatching(/^setting DELIVERY_REPORT_SECRET: [^\n]+$/),
  });
  expect(logged.flatMap(({ message }) => failuresIn(message))).toHaveLength(1);
});
