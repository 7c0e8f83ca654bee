/**
 * Promise: the service responds to any request on the local host as on Azure's own host.
 *
 * The expected responses were observed with Azure Functions host 4.1037.0 and Node worker 3.9.1;
 * comments name the deciding source file where a case was not observed.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltHost, startBuiltHost } from '../support/built-host.ts';
import { sendRaw } from '../support/raw-request.ts';

let service: BuiltHost;
let url: string;

beforeAll(async () => {
  service = await startBuiltHost();
  url = service.host.url;
});
afterAll(() => service.stop());

const raw = (...lines: string[]) => sendRaw(url, lines);
const json = 'Content-Type: application/json';
/** The beginning of every portal page. */
const portalPage = '<!doctype html>';

describe('methods', () => {
  test('a preflight gets 204 without CORS headers', async () => {
    const answer = await raw(
      'OPTIONS /api/me HTTP/1.1',
      'Origin: https://other.example',
      'Access-Control-Request-Method: GET',
    );
    expect(answer.status).toBe(204);
    expect([...answer.headers.keys()].filter((name) => name.includes('access-control'))).toEqual(
      [],
    );
  });

  // CorsMiddleware.cs and CorsService.cs in aspnetcore handle only preflights for the app.
  test.each([
    ['no Origin', ['Access-Control-Request-Method: GET']],
    ['no requested method', ['Origin: https://other.example']],
  ])('OPTIONS with %s reaches the app (405)', async (_, headers) => {
    const answer = await raw('OPTIONS /api/me HTTP/1.1', ...headers);
    expect(answer.status).toBe(405);
    expect(answer.body).toContain('method_not_allowed');
  });

  test.each([
    ['TRACE', '/api/me', 404],
    ['PROPFIND', '/', 204],
    ['TRACE', '/', 204], // HomepageMiddleware.cs
    ['PROPFIND', '/api/me', 404], // WebScriptHostHttpRoutesManager.cs
    ['FOO', '/api/me', 404],
    ['FOO', '/', 204],
  ])('%s %s, which no function accepts, gets a bare %i', async (method, path, status) => {
    const answer = await raw(`${method} ${path} HTTP/1.1`);
    expect(answer).toMatchObject({ status, body: '' });
  });

  test('HEAD gets 405 from the API, and 200 without body or length from a page', async () => {
    expect((await raw('HEAD /api/me HTTP/1.1')).status).toBe(405);
    const page = await raw('HEAD / HTTP/1.1');
    expect(page).toMatchObject({ status: 200, body: '' });
    expect(page.headers.get('content-length')).toBeNull();
  });

  test('another method of a known path reaches the catch-all function (405 with Allow)', async () => {
    const answer = await raw('PUT /api/me HTTP/1.1', 'Content-Length: 0');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, PATCH');
    const slash = await raw('PUT /API/Me/ HTTP/1.1', 'Content-Length: 0');
    expect(slash.headers.get('allow')).toBe('GET, PATCH');
  });
});

describe('paths', () => {
  test.each([
    ['//api/me', 404, ''],
    ['//', 404, ''], // RoutePatternMatcher.cs: an empty first segment fits nothing
    ['/api//me', 404, 'no_such_route'],
    ['/api/me//', 404, 'no_such_route'],
    ['/api/me/', 401, 'not_signed_in'],
    ['/API/ME', 401, 'not_signed_in'],
    ['/api/%6De', 401, 'not_signed_in'],
    ['/api/x/../me', 401, 'not_signed_in'], // PathNormalizer.cs
    ['/api/x/%2e%2E/me', 401, 'not_signed_in'],
    ['/api/x/..%2Fme', 404, 'no_such_route'], // UrlDecoder.cs: %2F stays
    ['/api%2Fme', 404, portalPage],
    ['/api\\me', 404, portalPage],
    ['/api/', 404, 'no_such_route'],
    ['/api/%00', 400, ''],
    ['/api/me%00', 400, ''],
    ['/api/\xe4', 400, ''], // Http1Connection.cs: bytes beyond ASCII
    ['/admin', 404, portalPage],
    ['/admin/zzz', 404, portalPage],
    ['/administrator', 404, portalPage],
    ['/%73ign-in', 200, portalPage],
  ])('%s is %i', async (path, status, holds) => {
    const answer = await raw(`GET ${path} HTTP/1.1`);
    expect(answer.status).toBe(status);
    if (holds === '') expect(answer.body).toBe('');
    else expect(answer.body).toContain(holds);
  });
});

describe('request lines and headers', () => {
  const host = () => new URL(url).host;

  test('an absolute address must match the Host header (400)', async () => {
    expect((await raw(`GET http://${host()}/api/health/live HTTP/1.1`)).status).toBe(200);
    expect((await raw('GET http://other.example/api/health/live HTTP/1.1')).status).toBe(400);
  });

  test('* reaches the app with OPTIONS (405) and with no other method', async () => {
    const answer = await raw('OPTIONS * HTTP/1.1');
    expect(answer.status).toBe(405);
    expect(answer.body).toContain('method_not_allowed');
    const get = await raw('GET * HTTP/1.1'); // KestrelBadHttpRequestException.cs
    expect(get).toMatchObject({ status: 405, body: '' });
    expect(get.headers.get('allow')).toBe('OPTIONS');
  });

  // KestrelServerLimits.cs and HttpProtocol.cs in aspnetcore decide the others.
  test.each([
    ['no Host', 400, ['GET / HTTP/1.1', 'Host:']],
    ['two Hosts', 400, ['GET / HTTP/1.1', 'Host: a', 'Host: a']],
    ['an invalid Host', 400, ['GET / HTTP/1.1', 'Host: a b']],
    ['a header that is not UTF-8', 400, ['GET / HTTP/1.1', 'X-Text: \xff']],
    ['an unknown version', 505, ['GET / HTTP/3.7']],
    ['not HTTP', 400, ['hello']],
    ['an address of 8 kB', 414, [`GET /?${'a'.repeat(8_200)} HTTP/1.1`]],
    ['an address of 7 kB', 200, [`GET /?${'a'.repeat(7_000)} HTTP/1.1`]],
    ['90 headers', 200, ['GET / HTTP/1.1', ...Array.from({ length: 90 }, (_, i) => `X-${i}: 1`)]],
    ['101 headers', 431, ['GET / HTTP/1.1', ...Array.from({ length: 101 }, (_, i) => `X-${i}: 1`)]],
    ['headers of 33 kB', 431, ['GET / HTTP/1.1', `X-Long: ${'a'.repeat(33_000)}`]],
    ['headers of 30 kB', 200, ['GET / HTTP/1.1', `X-Long: ${'a'.repeat(30_000)}`]],
  ])('%s: %i', async (_, status, lines) => {
    expect((await raw(...lines)).status).toBe(status);
  });
});

describe('bodies', () => {
  const chunked = '2\r\n{}\r\n0\r\n\r\n';

  test('a chunked body arrives empty, and 411 says what to do', async () => {
    const lines = ['POST /api/sessions HTTP/1.1', 'Transfer-Encoding: chunked'];
    for (const headers of [[json], []]) {
      const answer = await sendRaw(url, [...lines, ...headers], chunked);
      expect(answer.status).toBe(411);
      expect(answer.body).toContain('"code":"length_required"');
      expect(answer.body).toMatch(/Content-Length.*LoadIntoBufferAsync.*StringContent/);
    }
  });

  test('chunks do not matter without a token or on a route without a body', async () => {
    const lines = ['Transfer-Encoding: chunked', json];
    const guarded = await sendRaw(url, ['POST /api/organizations HTTP/1.1', ...lines], chunked);
    expect(guarded.status).toBe(401);
    const bodiless = await sendRaw(url, ['GET /api/health/live HTTP/1.1', ...lines], chunked);
    expect(bodiless.status).toBe(200);
  });

  test('a body with a length arrives, and an empty one is malformed', async () => {
    const lines = ['POST /api/sessions HTTP/1.1', json];
    expect((await sendRaw(url, [...lines, 'Content-Length: 2'], '{}')).body).toContain(
      'invalid_input',
    );
    expect((await sendRaw(url, [...lines, 'Content-Length: 0'])).body).toContain('malformed_body');
  });

  test('a caller that expects 100 gets no interim response', async () => {
    const lines = ['POST /api/sessions HTTP/1.1', json, 'Content-Length: 2'];
    const answer = await sendRaw(url, [...lines, 'Expect: 100-continue'], '{}');
    expect(answer.text).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect((await sendRaw(url, [...lines, 'Expect: something'], '{}')).status).toBe(400);
  });

  test('a declared length of 110 MB gets 500', async () => {
    const answer = await raw('POST /api/sessions HTTP/1.1', json, 'Content-Length: 115343360');
    expect(answer.status).toBe(500);
  });

  test('responses with a body are chunked, and those without have length zero', async () => {
    const page = await raw('GET / HTTP/1.1');
    expect(page.headers.get('transfer-encoding')).toBe('chunked');
    expect(page.headers.get('content-length')).toBeNull();
    const missing = await raw('GET //x HTTP/1.1');
    expect(missing.headers.get('content-length')).toBe('0');
    const old = await raw('GET / HTTP/1.0');
    expect(old.headers.get('transfer-encoding')).toBeNull();
    expect(old.body).toContain(portalPage);
  });
});

describe("the host's own routes", () => {
  test.each([
    ['GET', '/admin/host/status'],
    ['GET', '/admin/functions'],
    ['GET', '/ADMIN/Functions/'],
    ['GET', '/admin/functions/lifecycle'],
    ['POST', '/admin/functions/lifecycle'],
    ['POST', '/admin/functions/none'],
    ['POST', '/admin/functions/lifecycle?code=wrong'],
    ['GET', '/admin/functions/lifecycle/keys'],
    ['GET', '/admin/host/keys'],
    ['POST', '/admin/host/synctriggers'],
    ['GET', '/admin/vfs/site/wwwroot/host.json'],
    ['GET', '/runtime/webhooks/eventgrid'],
    ['POST', '/runtime/webhooks/blobs'],
  ])('%s %s gets 401 without the key', async (method, path) => {
    const answer = await raw(`${method} ${path} HTTP/1.1`, json, 'Content-Length: 0');
    expect(answer).toMatchObject({ status: 401, body: '' });
  });

  test('a health probe needs no key', async () => {
    expect(await raw('GET /admin/host/ping HTTP/1.1')).toMatchObject({ status: 200, body: '' });
  });

  test('a method that the host does not support reaches the app', async () => {
    const answer = await raw('DELETE /admin/host/ping HTTP/1.1');
    expect(answer.status).toBe(405);
    expect(answer.body).toContain('method_not_allowed');
  });

  test('the key opens them, as a header or as a parameter', async () => {
    const { masterKey } = service.host;
    const status = await raw('GET /admin/host/status HTTP/1.1', `x-functions-key: ${masterKey}`);
    expect(status.status).toBe(200);
    const listed = await fetch(`${url}/admin/functions?code=${masterKey}`);
    const names = (await listed.json()).map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['signIn', 'lifecycle', 'mailNow', 'zzzPortal']));
  });

  // FunctionsController.cs: [FromBody] requires a JSON content type and an object.
  test.each([
    ['no type', 415, [], '{}'],
    ['no body', 400, [json], ''],
    ['a body that is not an object', 400, [json], '7'],
    ['an input that is not text', 400, [json], '{"input":{}}'],
    ['an empty object', 202, [json], '{}'],
  ])('a run by hand with %s: %i', async (_, status, headers, body) => {
    const key = [`x-functions-key: ${service.host.masterKey}`, `Content-Length: ${body.length}`];
    const lines = ['POST /admin/functions/REPAIR HTTP/1.1', ...headers, ...key];
    expect((await sendRaw(url, lines, body)).status).toBe(status);
  });
});
