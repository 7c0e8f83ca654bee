/** Promise: the shipped bundle starts on a host, responds, and contains no local code. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { areas } from '../../src/api/routes.ts';
import { billOfMaterials, shippedPackages } from '../../src/build/bill-of-materials.ts';
import { apart, whenCalled } from '../../src/build/bundle-functions.ts';
import { startHost } from '../../src/local/host.ts';
import { localSettings } from '../../src/local/local-settings.ts';
import { startMailbox } from '../../src/local/mailbox.ts';
import { masterKey } from '../../src/local/master-key.ts';
import { askBundle } from '../support/ask-supplies.ts';
import { freshAccount } from '../support/storage.ts';

const { outdir, inputs } = await askBundle();

/** The entry, what a start needs, and the libraries that are no modules. */
const filesAtStartMax = 3;

const areaFiles = new Set(Object.keys(areas).map((area) => `api/${area}`));

const sourceMap = z.object({ sources: z.array(z.string()) });

/** @returns the paths of all sources that went into files with these names */
async function sourcesOf(names: readonly string[]): Promise<string[]> {
  const maps = await Promise.all(
    names.map(async (name) =>
      sourceMap.parse(JSON.parse(await readFile(join(outdir, `${name}.map`), 'utf8'))),
    ),
  );
  return maps.flatMap(({ sources }) => sources);
}

const built = (await readdir(outdir)).filter((name) => name.endsWith('.cjs'));
/** Made of libraries alone, except for the hashing worker. */
const separate = [...Object.values({ ...apart, ...whenCalled }), 'hash-worker.cjs'];
const functions = built.filter((name) => !separate.includes(name));

/** @returns the files that each file loads, at once or later */
async function loads(name: string, when: RegExp): Promise<string[]> {
  const text = await readFile(join(outdir, name), 'utf8');
  return [...text.matchAll(when)].map(([, file = '']) => file);
}

const atOnce = /(?<!\.then\(\(\)=>(?:[\w$]+\()?)require\("\.\/([\w-]+\.cjs)"\)/g;
const ever = /\("\.\/([\w-]+\.cjs)"\)/g;

async function atStart(name = 'main.cjs', seen = new Set<string>()): Promise<Set<string>> {
  seen.add(name);
  for (const file of await loads(name, atOnce)) if (!seen.has(file)) await atStart(file, seen);
  return seen;
}

test('the built bundle answers on its health address, and holds nothing local', async () => {
  const sources = await sourcesOf(functions);
  expect(sources.filter((path) => /\bsrc\/store\//.test(path))).not.toEqual([]);
  expect(sources.filter((path) => /\bsrc\/local\//.test(path))).toEqual([]);

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

test('a start loads few files, and no handler, timer or template', async () => {
  const files = [...(await atStart())];
  expect(files.length).toBeLessThanOrEqual(filesAtStartMax);
  const sources = await sourcesOf(files);
  const ours = sources.flatMap((path) => /\bsrc\/(.*)\.ts$/.exec(path)?.[1] ?? []);
  expect(ours).toEqual(expect.arrayContaining(['main', 'http/serve', 'store/rows/account']));
  expect(
    ours.filter((path) => /^(http\/handle-|mail\/templates|backup\/|imports\/)/.test(path)),
  ).toEqual([]);
  expect(ours.filter((path) => areaFiles.has(path))).toEqual([]);
  const later =
    /node_modules\/(jsonwebtoken|temporal-polyfill|@azure\/data-tables|[\w-]+-proxy-agent)\//;
  expect(sources.filter((path) => later.test(path))).toEqual([]);
});

test('the files that the bundle loads on demand are beside it, with the expected exports', async () => {
  const loaded = (await Promise.all(functions.map((name) => loads(name, ever)))).flat();
  expect([...new Set(loaded)].sort()).toEqual(
    built.filter((name) => name !== 'main.cjs' && name !== 'hash-worker.cjs').sort(),
  );
  for (const name of functions)
    expect(await readFile(join(outdir, name), 'utf8')).not.toMatch(/\bimport\("\.\//);
  const load = createRequire(join(outdir, 'main.cjs'));
  expect(load(join(outdir, 'identity.cjs')).DefaultAzureCredential).toBeTypeOf('function');
  const passkeys = load(join(outdir, 'passkeys.cjs'));
  expect(passkeys.verifyAuthenticationResponse).toBeTypeOf('function');
  const xml = load(join(outdir, 'xml.cjs'));
  expect(await xml.parseXML('<a><b>1</b></a>')).toEqual({ b: '1' });
  expect(xml.stringifyXML({ b: 1 }, { rootName: 'a' })).toContain('<b>1</b>');
  const { HttpProxyAgent } = load(join(outdir, 'http-proxy.cjs'));
  const { HttpsProxyAgent } = load(join(outdir, 'https-proxy.cjs'));
  for (const Agent of [HttpProxyAgent, HttpsProxyAgent])
    expect(new Agent('http://127.0.0.1:9').proxy.port).toBe('9');
  expect(load(join(outdir, 'tokens.cjs')).sign).toBeTypeOf('function');
  const { Temporal } = load(join(outdir, 'dates.cjs'));
  expect(Temporal.PlainDate.from('2026-11-26').add({ days: 5 }).toString()).toBe('2026-12-01');
  const { dictionary } = load(join(outdir, 'common-passwords.cjs'));
  expect(dictionary['passwords-common'].length).toBe(49_233);
});

const lock = () => readFile(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');

test('the bill of materials names every package with code in the bundle, as pinned', async () => {
  const text = await lock();
  const shipped = shippedPackages(text, inputs);
  const bill = JSON.parse(billOfMaterials({ name: 'accounts', version: '1.0.0' }, shipped));
  const named = bill.components.map(({ name }: { name: string }) => name);
  const mapped = (await sourcesOf(built)).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
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
