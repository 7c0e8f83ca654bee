/** The portal is complete: its pages load, and all their files are compressed and cacheable. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Page } from '../../portal/page.ts';
import { pages } from '../../portal/pages.ts';
import { inParallel } from '../../store/in-parallel.ts';
import { codeOf, type Group, shortly } from './group.ts';
import type { Answer, Send } from './request.ts';

const requestsAtOnce = 4;

/** Larger files must be sent compressed. */
const plainBytesMax = 10_000;

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};
const unpack = { br: brotliDecompressSync, gzip: gunzipSync } as const;

type Tell = (fault: string) => void;

export const portal: Group = async (send) => {
  const faults: string[] = [];
  const tell: Tell = (fault) => faults.push(fault);
  const paths = Object.values<Page>(pages).map(({ path }) => path.replace(/:\w+/g, 'smoke'));
  const index = await send('/');
  await inParallel(paths, requestsAtOnce, async (path) => {
    const answer = await send(path);
    // One document serves all pages; anything else with 200 is an error page of a proxy.
    if (answer.status !== 200 || !isPage(answer) || answer.text !== index.text)
      tell(`${path}: ${shortly(answer)}, not the page`);
  });
  const files = await checkFiles(send, namedIn(index.text), tell);
  if (files === 0) tell('/: references no files');
  await checkCopies(send, '/', index, tell);
  await checkMissing(send, tell);
  return { told: `${paths.length} pages, ${files} files`, faults };
};

const isPage = ({ headers, text }: Answer) =>
  /^text\/html\b/.test(headers['content-type'] ?? '') && text.includes('<script');

/** @returns the paths under `/assets/` that a page or script references */
function namedIn(text: string): string[] {
  const found = text.matchAll(/["'`](?:\.\/|\/?assets\/)([\w.-]+\.(?:js|css|svg))["'`]/g);
  return [...found].map(([, name]) => `/assets/${name}`);
}

/** @returns the number of files, including those that scripts reference */
async function checkFiles(send: Send, named: readonly string[], tell: Tell): Promise<number> {
  const known = new Set<string>();
  let next = [...new Set(named)];
  while (next.length > 0) {
    for (const path of next) known.add(path);
    const found: string[] = [];
    await inParallel(next, requestsAtOnce, async (path) => {
      found.push(...(await checkFile(send, path, tell)));
    });
    next = [...new Set(found)].filter((path) => !known.has(path));
  }
  return known.size;
}

async function checkFile(send: Send, path: string, tell: Tell): Promise<string[]> {
  const answer = await send(path);
  if (answer.status !== 200) {
    tell(`${path}: ${shortly(answer)}`);
    return [];
  }
  const type = types[path.split('.').at(-1) ?? ''] ?? '';
  if (!answer.headers['content-type']?.startsWith(type)) tell(`${path}: is not ${type}`);
  if (!/immutable/.test(answer.headers['cache-control'] ?? '')) tell(`${path}: is not immutable`);
  await checkCopies(send, path, answer, tell);
  return path.endsWith('.js') ? namedIn(answer.text) : [];
}

/** The file is the same compressed or not, and a browser that has it gets 304. */
async function checkCopies(send: Send, path: string, plain: Answer, tell: Tell): Promise<void> {
  for (const encoding of ['br', 'gzip'] as const) {
    const packed = await send(path, { headers: { 'accept-encoding': encoding } });
    const given = packed.headers['content-encoding'];
    if (given === encoding && !isSame(unpack[encoding], packed, plain))
      tell(`${path}: differs with ${encoding}`);
    if (given !== encoding && plain.body.length > plainBytesMax)
      tell(`${path}: is not compressed with ${encoding}`);
  }
  const { etag } = plain.headers;
  if (etag === undefined) return tell(`${path}: has no etag`);
  const again = await send(path, { headers: { 'if-none-match': etag } });
  if (again.status !== 304) tell(`${path}: ${again.status} instead of 304 for its etag`);
}

function isSame(unpacked: (bytes: Buffer) => Buffer, packed: Answer, plain: Answer): boolean {
  try {
    return unpacked(packed.body).equals(plain.body);
  } catch {
    return false;
  }
}

async function checkMissing(send: Send, tell: Tell): Promise<void> {
  const page = await send('/smoke/no-such-page');
  if (page.status !== 404 || !isPage(page))
    tell(`/smoke/no-such-page: ${shortly(page)}, not the page "not found"`);
  const file = await send('/assets/smoke-no-such-file.js');
  if (file.status !== 404) tell(`/assets/smoke-no-such-file.js: ${shortly(file)}, not 404`);
  const route = await send('/api/smoke/no-such-route');
  if (route.status !== 404 || codeOf(route.text) !== 'no_such_route')
    tell(`/api/smoke/no-such-route: ${shortly(route)}, not 404 no_such_route`);
}
