/** Promise: the shipped bundle starts on a host, responds, and contains no local code. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { billOfMaterials, shippedPackages } from '../../src/build/bill-of-materials.ts';
import { startHost } from '../../src/local/host.ts';
import { localSettings } from '../../src/local/local-settings.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { masterKey } from '../../src/local/master-key.ts';
import { askBundle } from '../support/ask-supplies.ts';
import { freshAccount } from '../support/storage.ts';

const { outdir, inputs } = await askBundle();

const sourceMap = z.object({ sources: z.array(z.string()) });

test('the built bundle answers on its health address, and holds nothing local', async () => {
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
      masterKey: masterKey(undefined, process.env),
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

test('the files that the bundle loads on demand are beside it, with the expected exports', async () => {
  const main = await readFile(join(outdir, 'main.cjs'), 'utf8');
  const later = [...main.matchAll(/require\("\.\/([\w-]+\.cjs)"\)/g)].map(([, file]) => file);
  expect(later.sort()).toEqual([
    'blobs.cjs',
    'common-passwords.cjs',
    'identity.cjs',
    'passkeys.cjs',
    'queues.cjs',
    'xml.cjs',
    'xml.cjs',
  ]);
  expect(main).not.toMatch(/\bimport\("\.\//);
  const load = createRequire(join(outdir, 'main.cjs'));
  expect(load(join(outdir, 'identity.cjs')).DefaultAzureCredential).toBeTypeOf('function');
  const passkeys = load(join(outdir, 'passkeys.cjs'));
  expect(passkeys.verifyAuthenticationResponse).toBeTypeOf('function');
  const xml = load(join(outdir, 'xml.cjs'));
  expect(await xml.parseXML('<a><b>1</b></a>')).toEqual({ b: '1' });
  expect(xml.stringifyXML({ b: 1 }, { rootName: 'a' })).toContain('<b>1</b>');
  const { dictionary } = load(join(outdir, 'common-passwords.cjs'));
  expect(dictionary['passwords-common'].length).toBe(49_233);
});

const lock = () => readFile(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');

test('the bill of materials names every package with code in the bundle, as pinned', async () => {
  const text = await lock();
  const shipped = shippedPackages(text, inputs);
  const bill = JSON.parse(billOfMaterials({ name: 'accounts', version: '1.0.0' }, shipped));
  const named = bill.components.map(({ name }: { name: string }) => name);
  const sources = await Promise.all(
    ['main', 'identity', 'common-passwords', 'passkeys', 'hash-worker'].map(async (file) =>
      sourceMap.parse(JSON.parse(await readFile(join(outdir, `${file}.cjs.map`), 'utf8'))),
    ),
  );
  const mapped = sources.flatMap((map) =>
    map.sources.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const pinned = mapped.filter((name) => text.includes(`"node_modules/${name}"`));
  expect(pinned.filter((name) => !named.includes(name))).toEqual([]);
  expect(pinned.length).toBeGreaterThan(100);
  expect(named).toEqual(expect.arrayContaining(['zod', 'jsonwebtoken', '@azure/data-tables']));
  expect(named).not.toEqual(expect.arrayContaining(['vitest']));
  for (const { purl, hashes } of bill.components) {
    expect(purl).toMatch(/^pkg:npm\/[^@ ]+@\d+\.\d+\.\d+/);
    expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/);
  }
});

test('nothing that ships needs an install script', async () => {
  const shipped = shippedPackages(await lock(), inputs);
  expect(shipped.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  expect(shipped.length).toBeGreaterThan(20);
});

test('a package that the lock file does not pin stops the package', () => {
  expect(() => shippedPackages('{"packages":{}}', ['node_modules/@a/b/index.js'])).toThrow(
    'package-lock.json does not pin node_modules/@a/b',
  );
});
