/** Builds what ships: the functions, the hashing worker and the portal, without local code. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { apart, bundleFunctions, whenCalled } from './bundle-functions.ts';
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

/** @returns one line a file with its size in kB */
export async function bundleSizes(): Promise<string[]> {
  const files = (await readdir(distFolder)).filter((file) => file.endsWith('.cjs')).sort();
  return Promise.all(
    files.map(async (file) => {
      const { size } = await stat(join(distFolder, file));
      return `${file} ${Math.round(size / 1_024)} kB`;
    }),
  );
}

if (import.meta.main) {
  const { portal } = await buildBundle();
  process.stdout.write(`${[...(await bundleSizes()), ...portalLines(portal)].join('\n')}\n`);
}
