/** Promise: every response with a body states its type and, for text, its charset (ASVS 4.1.1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, type Endpoint, type EndpointName } from '../../src/api.ts';
import type { Place } from '../samples/input.ts';
import { inputOf } from '../samples/inputs.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;
let token: string | undefined;
let place: Place;

beforeAll(async () => {
  service = await startService();
  const admin = await service.signedInAdministrator();
  const { organizationId } = await admin.createOrganization({
    body: { name: 'Espoo', language: 'fi' },
  });
  const { userId } = await service.join(admin, 'anna@espoo.fi', organizationId, 'editor');
  token = admin.tokens.access;
  place = { organizationId, userId, sessionId: randomUUID() };
});
afterAll(() => service.stop());

// Routes that end the caller's own session or account come last.
const last = ['signOut', 'closeMe'];
const routes = (Object.entries(api) as [EndpointName, Endpoint][]).sort(
  ([a], [b]) => last.indexOf(a) - last.indexOf(b),
);

test.each(routes)(
  '%s states the content type of its response, whether it succeeds or fails',
  async (name, endpoint) => {
    const input = inputOf(name, place);
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, key: string) => {
      return input.path?.[key] ?? randomUUID();
    });
    const url = `${publicUrl}/${path}${input.query ? `?${input.query}` : ''}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const body = endpoint.body && { body: JSON.stringify(input.body ?? {}) };
    const asked = { method: endpoint.method, ...body };
    const signedIn = { ...headers, 'if-match': '"1"', authorization: `Bearer ${token}` };
    for (const response of [
      await service.send(url, { ...asked, headers }),
      await service.send(url, { ...asked, headers: signedIn }),
    ])
      expect(await faultOf(response, endpoint), `${response.status}`).toBeUndefined();
  },
);

/** @returns the fault in the content type of a response */
async function faultOf(
  response: Response,
  { contentType, protocol }: Endpoint,
): Promise<string | undefined> {
  const stated = response.headers.get('content-type');
  const text = await response.text();
  if (text === '') return stated === null ? undefined : `${stated} without a body`;
  if (response.status >= 400)
    return stated === (protocol ? 'application/json; charset=utf-8' : 'application/problem+json')
      ? undefined
      : `${stated}`;
  const expected = contentType ?? 'application/json; charset=utf-8';
  if (stated !== expected) return `${stated}`;
  if (expected.startsWith('text/') && !expected.endsWith('; charset=utf-8')) return 'no charset';
  return undefined;
}
