/** Builds what ships: the functions, the hashing worker and the portal, without local code. */
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { apart, bundleFunctions, slimmed, whenCalled } from './bundle-functions.ts';
import { common, root } from './bundle-options.ts';
import { buildPortal, type PortalSizes, portalLines } from './portal.ts';

/** Output of `npm run build`; the package is made from it. */
const distFolder = join(root, 'dist');

/**
 * @param outdir emptied before the build
 * @returns the output folder (Azure loads its `main.cjs`), the paths of all inputs, and of what a
 *   start loads the files and the bytes of each package, largest first
 */
export async function buildBundle(outdir = distFolder): Promise<{
  outdir: string;
  inputs: string[];
  atStart: string[];
  packages: ReadonlyMap<string, number>;
  portal: PortalSizes;
}> {
  await rm(outdir, { recursive: true, force: true });
  const [functions, ...others] = await Promise.all([
    bundleFunctions(outdir),
    ...Object.entries({ ...apart, ...whenCalled }).map(([name, file]) =>
      build({
        ...common,
        stdin: { contents: `module.exports = require('${name}')`, resolveDir: root },
        outfile: join(outdir, file),
        plugins: [slimmed],
      }),
    ),
    build({
      ...common,
      entryPoints: { 'hash-worker': 'src/sessions/hash-worker.ts' },
      outExtension: { '.js': '.cjs' },
      outdir,
    }),
  ]);
  const portal = await buildPortal(outdir);
  await writeFile(join(outdir, 'files.json'), JSON.stringify(await codeFiles(outdir)));
  const { atStart, metafile } = functions;
  const packages = packagesOf(
    atStart.flatMap((file) => Object.entries(metafile.outputs[file]?.inputs ?? {})),
  );
  const inputs = [functions, ...others].flatMap((built) => Object.keys(built.metafile.inputs));
  return {
    outdir,
    inputs: [...inputs, ...portal.inputs],
    atStart: atStart.map((file) => join(root, file)),
    packages,
    portal: portal.sizes,
  };
}

function packagesOf(inputs: [string, { bytesInOutput: number }][]): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of inputs) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? 'the service itself';
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return new Map([...bytes].sort(([, a], [, b]) => b - a));
}

async function codeFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => file.endsWith('.cjs')).sort();
}

/** @returns what a start loads, each library loaded later, and the rest of the service, in kB */
function sizeLines(sizes: ReadonlyMap<string, number>, atStart: readonly string[]): string[] {
  const sum = (files: readonly string[]) =>
    files.reduce((bytes, file) => bytes + (sizes.get(file) ?? 0), 0);
  const line = (name: string, bytes: number) => `${name} ${Math.round(bytes / 1_024)} kB`;
  const separate = [...Object.values({ ...apart, ...whenCalled }), 'hash-worker.cjs'];
  const first = atStart.map((file) => basename(file));
  const rest = [...sizes.keys()].filter((file) => ![...first, ...separate].includes(file));
  return [
    line('at start', sum(first)),
    ...separate.map((file) => line(file, sizes.get(file) ?? 0)),
    line(`${rest.length} files on first use`, sum(rest)),
  ];
}

async function bundleSizes(folder: string): Promise<Map<string, number>> {
  const files = await codeFiles(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return new Map(files.map((file, index) => [file, sizes[index] ?? 0]));
}

if (import.meta.main) {
  const { outdir, atStart, portal } = await buildBundle();
  const lines = [...sizeLines(await bundleSizes(outdir), atStart), ...portalLines(portal)];
  process.stdout.write(`${lines.join('\n')}\n`);
}
