/**
 * Handles every path outside the API: the portal's built files, its pages, and a clear refusal for
 * anything else. Reads no storage.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { routes } from '../api/routes.ts';
import type { SentRequest } from './context.ts';
import { answerHeaders, problemResponse } from './problem.ts';
import { takesForm, withSentForm } from './sent-form.ts';

/** Written by `src/build/portal.ts` next to the files. */
const manifest = z.object({
  /** Paths of pages; all others get the "not found" page. */
  paths: z.array(z.string()),
  files: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      etag: z.string(),
      compressed: z.boolean(),
      immutable: z.boolean(),
    }),
  ),
});
type Manifest = z.infer<typeof manifest>;
type File = Manifest['files'][number];

/** @param requestId of the request; absent: a new one is generated */
export type ServePortal = (request: SentRequest, requestId?: string) => Promise<Response>;

/** Files with a content hash in their name never change and are cached for a year. */
const immutableSeconds = 31_536_000;

/** No inline script or style, nothing from other origins, no framing. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export const pageHeaders = {
  'content-security-policy': pagePolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** @param folder with the built portal; read on first use */
export function makePortal(folder: string): ServePortal {
  let listed: Promise<Manifest> | undefined;
  const contents = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const list = () => {
    listed ??= readFile(join(folder, 'portal.json'), 'utf8').then((text) =>
      manifest.parse(JSON.parse(text)),
    );
    return listed;
  };
  const read = (name: string) => {
    const known =
      contents.get(name) ?? readFile(join(folder, name)).then((it) => new Uint8Array(it));
    contents.set(name, known);
    return known;
  };
  return async (request, requestId = randomUUID()) => {
    const path = new URL(request.url).pathname;
    if (/^\/(api|\.well-known|assets)(\/|$)/i.test(path) && !path.startsWith('/assets/'))
      return refuse(request, path, requestId);
    const sendsForm = request.method === 'POST' && takesForm(path);
    if (request.method !== 'GET' && request.method !== 'HEAD' && !sendsForm)
      return problemResponse('method_not_allowed', requestId, { allow: 'GET, HEAD' });
    const { files, paths } = await list();
    const file = files.find(({ name }) => `/${name}` === path);
    if (file) return respond(request, file, 200, read);
    const page = files.find(({ name }) => name === 'index.html');
    if (!page || path.startsWith('/assets/')) return problemResponse('not_found', requestId);
    if (sendsForm) return respondToForm(request, page, read);
    return respond(request, page, paths.some((each) => fits(each, path)) ? 200 : 404, read);
  };
}

async function respond(
  request: SentRequest,
  { name, type, etag, compressed, immutable }: File,
  status: number,
  read: (name: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Response> {
  const encoding = compressed ? encodingOf(request) : undefined;
  const tag = encoding ? etag.replace(/"$/, `-${encoding}"`) : etag;
  const headers = new Headers({
    ...answerHeaders,
    ...pageHeaders,
    'content-type': type,
    'cache-control': immutable ? `public, max-age=${immutableSeconds}, immutable` : 'no-cache',
    etag: tag,
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
  });
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((each) => each.trim());
  if (status === 200 && known.includes(tag)) return new Response(null, { status: 304, headers });
  const ending = encoding === 'gzip' ? '.gz' : encoding === 'br' ? '.br' : '';
  const body = request.method === 'HEAD' ? null : await read(`${name}${ending}`);
  return new Response(body, { status, headers });
}

async function respondToForm(
  request: SentRequest,
  { name, type }: File,
  read: (name: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Response> {
  const headers = { ...answerHeaders, ...pageHeaders, 'content-type': type };
  return new Response(await withSentForm(await read(name), request), { headers });
}

/** A quality of zero rules an encoding out (RFC 9110). */
function encodingOf(request: SentRequest): 'br' | 'gzip' | undefined {
  const taken = (request.headers.get('accept-encoding') ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => !/;\s*q=0(\.0*)?$/.test(each))
    .map((each) => each.split(';')[0]);
  return (['br', 'gzip'] as const).find((each) => taken.includes(each));
}

/** For an API route, states the allowed methods; for any other path, says where to look. */
function refuse(request: SentRequest, path: string, requestId: string): Response {
  // Routes like Azure's host: ignores case and one trailing slash.
  const asked = path.toLowerCase().replace(/\/$/, '');
  const allow = Object.values(routes)
    .filter(([, route]) => fits(`/${route}`.toLowerCase(), asked))
    .map(([method]) => method);
  if (allow.length === 0 || allow.some((method) => method === request.method))
    return problemResponse('no_such_route', requestId);
  return problemResponse('method_not_allowed', requestId, { allow: allow.join(', ') });
}

/** @param pattern a path in which `{name}` or `:name` stands for one segment */
function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => /^[:{]/.test(part) || part === given[index])
  );
}
