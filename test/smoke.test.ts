/** Promise: the bundle that ships starts on a host and answers, and has nothing local in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { buildBundle } from '../src/build/bundle.ts';
import { startHost } from '../src/local/host.ts';
import { localSettings } from '../src/local/local-settings.ts';
import { startMailbox } from '../src/local/mailbox.ts';
import { freshAccount } from './storage.ts';

const sourceMap = z.object({ sources: z.array(z.string()) });

test('the built bundle answers on its health address, and holds nothing local', async () => {
  const { outdir } = await buildBundle();
  const map = sourceMap.parse(JSON.parse(await readFile(join(outdir, 'main.cjs.map'), 'utf8')));
  expect(map.sources.filter((path) => /\bsrc\/store\//.test(path))).not.toEqual([]);
  expect(map.sources.filter((path) => /\bsrc\/local\//.test(path))).toEqual([]);

  const { connectionString } = await freshAccount();
  const mailbox = await startMailbox();
  onTestFinished(mailbox.stop);
  const env = localSettings(
    {
      publicUrl: 'http://127.0.0.1',
      storageConnection: connectionString,
      mailConnection: mailbox.connectionString,
      folder: undefined,
    },
    process.env,
  );
  const host = await startHost({
    bundlePath: join(outdir, 'main.cjs'),
    env,
    storageConnectionString: connectionString,
  });
  onTestFinished(host.stop);

  const answer = await fetch(`${host.url}/api/health/live`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok' });
});
