/** Makes the deployable zip: the bundle alone, byte for byte reproducible from the same input. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { zipSync } from 'fflate';

const root = resolve(import.meta.dirname, '..', '..');
const packageFile = 'accounts.zip';

/** Owner reads and writes, others read; without a mode, some tools unpack unreadable files. */
const fileMode = 0o100644;

/**
 * @param from folder with package.json and host.json
 * @param outdir folder of the bundle, inside `from`
 * @returns content by path in the package, without source maps
 */
export async function packageFiles(from: string, outdir: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(outdir, { recursive: true, withFileTypes: true });
  const built = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map<string, Uint8Array>();
  files.set('host.json', await readFile(join(from, 'host.json')));
  files.set('package.json', await shortPackageJson(from));
  for (const path of built)
    files.set(relative(from, path).split('\\').join('/'), await readFile(path));
  if (!files.has('dist/main.cjs'))
    throw new Error(`${join(outdir, 'main.cjs')} is missing: the bundle was not built.`);
  return files;
}

/** @returns the bytes of a zip; files are sorted by name and have one fixed time */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  // The earliest time that a zip can hold, in local time because a zip has no time zone.
  const mtime = new Date(1980, 0, 1);
  const options = { mtime, os: 3, attrs: fileMode << 16, level: 9 } as const;
  return zipSync(Object.fromEntries(sorted.map(([path, bytes]) => [path, [bytes, options]])));
}

/** Only what the host needs to find the code; dependencies are in the bundle. */
async function shortPackageJson(from: string): Promise<Buffer> {
  const { name, version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
  const content = { name, version, private: true, main: 'dist/main.cjs' };
  return Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
}

if (import.meta.main) {
  const { buildBundle } = await import('./bundle.ts');
  const { billOfMaterials, shippedPackages } = await import('./bill-of-materials.ts');
  const { outdir, inputs } = await buildBundle();
  const files = await packageFiles(root, resolve(outdir));
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  const { name, version } = JSON.parse(lock);
  const materials = billOfMaterials({ name, version }, shippedPackages(lock, inputs));
  files.set('bom.json', Buffer.from(materials));
  const bytes = zip(files);
  await writeFile(join(root, packageFile), bytes);
  const kilobytes = (bytes.length / 1024).toFixed(0);
  const hash = createHash('sha256').update(bytes).digest('hex');
  process.stdout.write(`${packageFile}: ${kilobytes} KiB, ${files.size} files, sha256 ${hash}\n`);
}
