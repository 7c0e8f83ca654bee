/** Promise: the portal's files are compressed, immutable or revalidated, and under a strict CSP. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstLoadKilobytesMax } from '../../src/build/portal.ts';
import { makePortal } from '../../src/http/portal.ts';
import { askBundle } from '../support/ask-supplies.ts';

const { outdir, portal: sizes } = await askBundle();
const serve = makePortal(`${outdir}/portal`);
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  serve(new Request(`https://accounts.test${path}`, { headers, method }));
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const script = async () => {
  const html = await (await get('/')).text();
  return /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
};

test('the first load stays within its size limits', () => {
  expect(sizes.js).toBeGreaterThan(10_000);
  expect(sizes.js).toBeLessThanOrEqual(firstLoadKilobytesMax.js * 1_000);
  expect(sizes.css).toBeGreaterThan(1_000);
  expect(sizes.css).toBeLessThanOrEqual(firstLoadKilobytesMax.css * 1_000);
});

test("administrators' pages are in separate files", () => {
  const names = sizes.files.map(({ name }) => name);
  expect(names.filter((name) => name.endsWith('.js')).length).toBeGreaterThan(3);
});

test('a page has a content security policy without inline code or other origins', async () => {
  const answer = await get('/');
  expect(answer.status).toBe(200);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain('unsafe');
  const html = await answer.text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/)|\sstyle=|\son\w+=|https?:\/\//);
  expect(answer.headers.get('cache-control')).toBe('no-cache');
});

test('files with a hash in their name can be cached for a year', async () => {
  const answer = await get(await script());
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('each encoding has the same content, and is chosen by the accept-encoding header', async () => {
  const path = await script();
  const plain = await bytesOf(await get(path));
  const br = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
  const gzip = await get(path, { 'accept-encoding': 'gzip;q=0.5, br;q=0' });
  expect(br.headers.get('content-encoding')).toBe('br');
  expect(gzip.headers.get('content-encoding')).toBe('gzip');
  expect(brotliDecompressSync(await bytesOf(br)).equals(plain)).toBe(true);
  expect(gunzipSync(await bytesOf(gzip)).equals(plain)).toBe(true);
  expect(br.headers.get('vary')).toBe('accept-encoding');
  expect(br.headers.get('etag')).not.toBe(gzip.headers.get('etag'));
});

test('a file that the browser has is not sent again', async () => {
  const etag = (await get('/')).headers.get('etag') ?? '';
  const again = await get('/', { 'if-none-match': `"other", ${etag}` });
  expect(again.status).toBe(304);
  expect((await bytesOf(again)).length).toBe(0);
});

test('an unknown path gets the page with 404', async () => {
  const answer = await get('/no-such-page');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect((await get('/sign-in')).status).toBe(200);
});

test.each(['/assets/no-such.js', '/assets/../main.cjs', '/portal.json', '/%2e%2e/main.cjs'])(
  'only files of the portal are served: %s',
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/"files"|require\(/);
  },
);

test('an unknown API route gets problem details that say where to look', async () => {
  const answer = await get('/api/no-such-route', {}, 'POST');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'no_such_route' });
});

test.each([
  ['/api/me', 'DELETE', 'GET, PATCH'],
  ['/api/users/00000000-0000-4000-8000-000000000000/role', 'GET', 'POST'],
  ['/', 'POST', 'GET, HEAD'],
])(
  'an unsupported method is refused with the supported ones: %s %s',
  async (path, method, allow) => {
    const answer = await get(path, {}, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' });
  },
);
