/** Promise: whatever a route answers, browsers neither guess, embed, keep nor tell it on. */
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

test.each(routes)('%s answers with all protecting headers', async (_, { path }) => {
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

test('what is kept as a file has a name of the service, never one that was sent', async () => {
  const admin = await service.signedInAdministrator();
  const named = routes.filter(([, { fileName }]) => fileName !== undefined);
  expect(named.map(([name]) => name)).toEqual(['myDataPage', 'exportEvents']);
  for (const [, { path, fileName }] of named) {
    const { headers, status } = await service.send(`${publicUrl}/${path}`, {
      headers: { authorization: `Bearer ${admin.tokens.access}` },
    });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`inline; filename="${fileName}"`);
  }
});
