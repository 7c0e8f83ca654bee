/** Builds what ships: the functions, the hashing worker and the portal, without local code. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildPortal, type PortalSizes, portalLines } from './portal.ts';

const root = join(import.meta.dirname, '..', '..');
/** Output of `npm run build`; the package is made from it. */
const distFolder = join(root, 'dist');

/**
 * Loaded on first use, from separate files, to keep cold starts short: the identity library takes
 * as long to load as everything else; only timers use blobs; only e-mails use queues; the password
 * and passkey libraries are large.
 */
const apart = {
  '@azure/identity': 'identity.cjs',
  '@azure/storage-blob': 'blobs.cjs',
  '@azure/storage-queue': 'queues.cjs',
  '@zxcvbn-ts/language-common': 'common-passwords.cjs',
  '@simplewebauthn/server': 'passkeys.cjs',
};

/** The library for tables imports it at once, though tables answer in JSON: loaded when it is called. */
const whenCalled = { '@azure/core-xml': 'xml.cjs' };

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'error',
  metafile: true,
} as const;

const loadedFrom = ([name, file]: [string, string]): Plugin => ({
  name: `${file} apart`,
  setup(plugin) {
    const filter = new RegExp(`^${name}$`);
    plugin.onResolve({ filter }, () => ({ path: `./${file}`, external: true }));
  },
});

/** What takes the place of parts of packages that are not needed, or not at once. */
const slim: readonly [path: RegExp, contents: string][] = [
  // Messages in fifty languages (300 kB); the API uses only English.
  [/zod\/v4\/locales\/index\.js$/, "export { default as en } from './en.js';"],
  [/zod\/v4\/classic\/from-json-schema\.js$/, 'export const fromJSONSchema = undefined;'],
  // Whether Node has what every supported version of it has.
  [/jsonwebtoken\/lib\/\w+Supported\.js$/, 'module.exports = true;'],
  [
    /@azure\/core-xml\/dist\/[\w-]+\/index\.js$/,
    `export const parseXML = (...given) => require('./xml.cjs').parseXML(...given);
     export const stringifyXML = (...given) => require('./xml.cjs').stringifyXML(...given);`,
  ],
];

const slimmed: Plugin = {
  name: 'slimmed',
  setup(plugin) {
    for (const [filter, contents] of slim) plugin.onLoad({ filter }, () => ({ contents }));
  },
};

/**
 * @param outdir emptied before the build
 * @returns the output folder (Azure loads its `main.cjs`), the paths of all inputs, and the bytes
 *   that each package adds to `main.cjs`, largest first
 */
export async function buildBundle(outdir = distFolder): Promise<{
  outdir: string;
  inputs: string[];
  packages: ReadonlyMap<string, number>;
  portal: PortalSizes;
}> {
  await rm(outdir, { recursive: true, force: true });
  const built = await Promise.all([
    build({
      ...common,
      entryPoints: { main: 'src/main.ts' },
      outExtension: { '.js': '.cjs' },
      outdir,
      define: { 'import.meta.url': '"file:///bundle"' },
      external: ['@azure/functions-core', ...Object.values(whenCalled).map((file) => `./${file}`)],
      // Compiles to `require`, which finds the file beside the bundle and keeps all exports.
      supported: { 'dynamic-import': false },
      plugins: [...Object.entries(apart).map(loadedFrom), slimmed],
    }),
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
  const [main] = built;
  const packages = packagesOf(
    Object.values(main.metafile.outputs).flatMap((out) => Object.entries(out.inputs)),
  );
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return { outdir, inputs: [...inputs, ...portal.inputs], packages, portal: portal.sizes };
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
