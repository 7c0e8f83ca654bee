/**
 * Builds the functions: what every start needs stays together in few files, and what only some
 * requests need is in files of its own, so that a start neither runs nor parses it.
 */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { common, root } from './bundle-options.ts';

/**
 * Loaded on first use, from separate files, to keep cold starts short: the identity library takes
 * as long to load as everything else; only timers use blobs; only e-mails use queues; the password
 * and passkey libraries are large.
 */
export const apart = {
  '@azure/identity': 'identity.cjs',
  '@azure/storage-blob': 'blobs.cjs',
  '@azure/storage-queue': 'queues.cjs',
  '@zxcvbn-ts/language-common': 'common-passwords.cjs',
  '@simplewebauthn/server': 'passkeys.cjs',
};

/**
 * Imported at once, but loaded when they are called: the libraries for storage import the first three,
 * though tables answer in JSON and no proxy is between Azure's services; a page needs neither tokens
 * nor dates.
 */
export const whenCalled = {
  '@azure/core-xml': 'xml.cjs',
  'http-proxy-agent': 'http-proxy.cjs',
  'https-proxy-agent': 'https-proxy.cjs',
  jsonwebtoken: 'tokens.cjs',
  'temporal-polyfill': 'dates.cjs',
};

const standIns: Record<string, string> = {
  '@azure/core-xml': `
    export const parseXML = (...given) => require('./xml.cjs').parseXML(...given);
    export const stringifyXML = (...given) => require('./xml.cjs').stringifyXML(...given);`,
  'http-proxy-agent': `export function HttpProxyAgent(...given) {
    return new (require('./http-proxy.cjs').HttpProxyAgent)(...given);
  }`,
  'https-proxy-agent': `export function HttpsProxyAgent(...given) {
    return new (require('./https-proxy.cjs').HttpsProxyAgent)(...given);
  }`,
  jsonwebtoken: `export default new Proxy({}, {
    get: (_, name) => require('./tokens.cjs')[name],
  });`,
  'temporal-polyfill': `export const Temporal = new Proxy({}, {
    get: (_, name) => require('./dates.cjs').Temporal[name],
  });`,
};

const loadedWhenCalled: Plugin = {
  name: 'loaded when called',
  setup(plugin) {
    const filter = new RegExp(`^(${Object.keys(standIns).join('|')})$`);
    plugin.onResolve({ filter }, ({ path }) => ({ path, namespace: 'when-called' }));
    plugin.onLoad({ filter: /.*/, namespace: 'when-called' }, ({ path }) => ({
      contents: standIns[path] ?? '',
    }));
  },
};

const loadedFrom = ([name, file]: [string, string]): Plugin => ({
  name: `${file} apart`,
  setup(plugin) {
    const filter = new RegExp(`^${name}$`);
    plugin.onResolve({ filter }, () => ({ path: `./${file}`, external: true }));
  },
});

const main = 'src/main.ts';

/**
 * What `import()` names becomes a file. It imports `main` too, which has run by then: everything
 * that a start needs is therefore shared by the same files, so that esbuild keeps it together.
 */
const later: Plugin = {
  name: 'later',
  setup(plugin) {
    plugin.onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir, namespace }) =>
      kind === 'dynamic-import' && namespace === 'file'
        ? { path: relative(root, join(resolveDir, path)), namespace: 'later' }
        : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => ({
      contents: `import './${main}'; export * from './${path}';`,
      resolveDir: root,
    }));
  },
};

/** What takes the place of parts of packages that are not needed. */
const slim: readonly [path: RegExp, contents: string][] = [
  // Messages in fifty languages (300 kB); the API uses only English.
  [/zod\/v4\/locales\/index\.js$/, "export { default as en } from './en.js';"],
  [/zod\/v4\/classic\/from-json-schema\.js$/, 'export const fromJSONSchema = undefined;'],
  // Whether Node has what every supported version of it has.
  [/jsonwebtoken\/lib\/\w+Supported\.js$/, 'module.exports = true;'],
  // What libraries for proxies write to the console if DEBUG names them, which nothing here sets.
  [/node_modules\/debug\/src\/index\.js$/, 'module.exports = () => () => {};'],
];

export const slimmed: Plugin = {
  name: 'slimmed',
  setup(plugin) {
    for (const [filter, contents] of slim) plugin.onLoad({ filter }, () => ({ contents }));
    // As one object, zod is kept whole; as a module, only what is used (70 kB less at every start).
    plugin.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace("import { z } from 'zod';", "import * as z from 'zod';");
      return { contents, loader: 'ts' };
    });
  },
};

/** @returns the metafile, and the files that a start loads */
export async function bundleFunctions(outdir: string) {
  const { metafile } = await build({
    ...common,
    entryPoints: { main },
    // Only modules can be split; the second step makes them what Azure's worker loads.
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    outdir,
    define: { 'import.meta.url': '"file:///bundle"' },
    external: ['@azure/functions-core', ...Object.values(whenCalled).map((file) => `./${file}`)],
    plugins: [...Object.entries(apart).map(loadedFrom), loadedWhenCalled, later, slimmed],
  });
  const files = Object.keys(metafile.outputs).filter((path) => path.endsWith('.cjs'));
  await build({
    ...common,
    bundle: false,
    entryPoints: files,
    outExtension: { '.js': '.cjs' },
    outdir,
    allowOverwrite: true,
    // Compiles to `require`, which finds the file beside the bundle and keeps all exports.
    supported: { 'dynamic-import': false },
  });
  const first = files.find((path) => metafile.outputs[path]?.entryPoint === main) ?? '';
  return { metafile, atStart: [...withImports(first, metafile.outputs)] };
}

/** @returns the file and all files that are loaded together with it */
function withImports(file: string, outputs: Metafile['outputs'], seen = new Set<string>()) {
  seen.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? [])
    if (kind === 'import-statement' && path in outputs && !seen.has(path))
      withImports(path, outputs, seen);
  return seen;
}
