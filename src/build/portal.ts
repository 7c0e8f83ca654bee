/**
 * Builds the portal: content-hashed, precompressed files, and a manifest for the service. The build
 * fails if a first visit would load too much.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Page } from '../portal/page.ts';
import { pages } from '../portal/pages.ts';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'src', 'portal');

/** Budget of the sign-in page in kB of 1,000 bytes, gzipped. */
export const firstLoadKilobytesMax = { js: 60, css: 40 };

/** Below this, compression would not save a packet. */
const compressedBytesMin = 1_000;

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

export type PortalSizes = { js: number; css: number; files: { name: string; gzip: number }[] };

type Built = { sizes: PortalSizes; inputs: string[] };

/**
 * @param outdir folder of the bundle; the portal goes into its `portal` folder
 * @returns gzipped sizes in bytes, and the paths of all inputs
 */
export async function buildPortal(outdir: string): Promise<Built> {
  const to = join(outdir, 'portal');
  const built = await build({
    root: source,
    base: '/',
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir: to, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  });
  const names = filesBelow(to);
  const files = names.map((name) => describe(to, name));
  const paths = Object.values<Page>(pages).map(({ path }) => path);
  writeFileSync(join(to, 'portal.json'), JSON.stringify({ paths, files }));
  return { sizes: sizesOf(to, names), inputs: [...modulesOf(built), ...styles()] };
}

/** @returns the sizes in kB, as lines for the terminal */
export function portalLines({ js, css, files }: PortalSizes): string[] {
  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB gzipped`;
  const { js: jsMax, css: cssMax } = firstLoadKilobytesMax;
  return [
    `portal, first load: JavaScript ${kilobytes(js)} of ${jsMax}, CSS ${kilobytes(css)} of ${cssMax}`,
    ...files.map(({ name, gzip }) => `portal/${name} ${kilobytes(gzip)}`),
  ];
}

function modulesOf(built: Awaited<ReturnType<typeof build>>): string[] {
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  return outputs
    .flatMap(({ output }) => output)
    .flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []))
    .filter((id) => id.startsWith(root))
    .map((id) => relative(root, id));
}

/** Packages' style sheets, which the module graph does not include. */
function styles(): string[] {
  const text = readFileSync(join(source, 'portal.css'), 'utf8');
  return [...text.matchAll(/@import "([^"]+)"/g)].map(([, path]) => `node_modules/${path}`);
}

function describe(folder: string, name: string) {
  const bytes = readFileSync(join(folder, name));
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  const compressed = bytes.length >= compressedBytesMin;
  if (compressed) {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, quality));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
  const type = types[name.split('.').at(-1) ?? ''];
  if (type === undefined) throw new Error(`${name}: unknown media type. Add it to types.`);
  return { name, type, etag: `"${hash}"`, compressed, immutable: name.startsWith('assets/') };
}

/** The document and the files it references; other files load when a page needs them. */
function sizesOf(folder: string, names: readonly string[]): PortalSizes {
  const files = names.map((name) => ({
    name,
    gzip: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length,
  }));
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const entry = names.filter((name) => html.includes(name));
  const needed = new Set([...entry, ...names.filter((name) => /\/sign-in-/.test(name))]);
  for (const name of needed)
    for (const [, found = ''] of readFileSync(join(folder, name), 'utf8').matchAll(
      /(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g,
    ))
      needed.add(`assets/${found}`);
  const sum = (ending: string) =>
    files
      .filter(({ name }) => needed.has(name) && name.endsWith(ending))
      .reduce((total, { gzip }) => total + gzip, 0);
  return { js: sum('.js'), css: sum('.css'), files };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz|json)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split('\\').join('/'))
    .sort();
}
