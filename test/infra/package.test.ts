/** Promise: the package contains only what runs, and is byte for byte reproducible. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packageFiles, zip } from '../../src/build/package.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  await mkdir(join(folder, 'dist', 'portal'), { recursive: true });
  const files = {
    'host.json': '{"version":"2.0"}',
    'package.json': '{"name":"accounts","version":"1.2.3","devDependencies":{"x":"1"}}',
    'dist/main.cjs': 'exports.main = 1;',
    'dist/main.cjs.map': '{}',
    'dist/hash-worker.cjs': 'exports.worker = 1;',
    'dist/portal/index.html': '<p>hello',
    'secrets.txt': 'stays here',
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const packed = async () => zip(await packageFiles(folder, join(folder, 'dist')));

it('holds host.json, a short package.json and the bundle, sorted, without source maps', async () => {
  const content = unzipSync(await packed());
  expect(Object.keys(content)).toEqual([
    'dist/hash-worker.cjs',
    'dist/main.cjs',
    'dist/portal/index.html',
    'host.json',
    'package.json',
  ]);
  expect(JSON.parse(Buffer.from(content['package.json'] ?? []).toString())).toEqual({
    name: 'accounts',
    version: '1.2.3',
    private: true,
    main: 'dist/main.cjs',
  });
});

it('gives the same bytes for the same input at any time and place', async () => {
  const first = await packed();
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Pacific/Auckland';
  await writeFile(join(folder, 'dist/main.cjs'), 'exports.main = 1;');
  const second = await packed();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(Buffer.compare(first, second)).toBe(0);
});

it('refuses a package without the bundle with a one-line error', async () => {
  await rm(join(folder, 'dist/main.cjs'));
  await expect(packed()).rejects.toThrow(/main\.cjs is missing: the bundle was not built\./);
});
