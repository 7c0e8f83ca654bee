/** Promise: browsers never sniff, embed, cache or leak anything that a route returns. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, type Endpoint } from '../../src/api.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

const routes = Object.entries<Endpoint>(api).filter(([, { method }]) => method === 'GET');

test.each(routes)('%s responds with all security headers', async (_, { path }) => {
  const url = `${publicUrl}/${path.replaceAll(/\{\w+\}/g, () => randomUUID())}`;
  const { headers } = await service.send(url);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'.*frame-ancestors 'none'/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test('a download is named by the service, never by the caller', async () => {
  const admin = await service.signedInAdministrator();
  const named = routes.filter(([, { fileName }]) => fileName !== undefined);
  expect(named.map(([name]) => name)).toEqual(['exportEvents']);
  for (const [, { path, fileName }] of named) {
    const { headers, status } = await service.send(`${publicUrl}/${path}`, {
      headers: { authorization: `Bearer ${admin.tokens.access}` },
    });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`inline; filename="${fileName}"`);
  }
});
