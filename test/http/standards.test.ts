/**
 * Promise: requests are read as the standards define them: media types with parameters, no body
 * where none is required, instants with offsets, and bounded JSON.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, type Endpoint, type EndpointName } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { needsNoBody } from '../../src/http/parse.ts';
import { limit } from '../../src/policy/limits.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

const bearer = () => ({ authorization: `Bearer ${admin.tokens.access}` });

const post = (path: string, body: string | undefined, headers: Record<string, string> = {}) =>
  service.send(`${publicUrl}/${path}`, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body }),
  });

const codeOf = async (response: Response) =>
  response.headers.get('content-type')?.includes('json')
    ? ((await response.json()).code ?? response.status)
    : response.status;

test.each(['bearer', 'BEARER', 'Bearer '])(
  'the name of the scheme %j is read in any case (RFC 9110, section 11.1)',
  async (scheme) => {
    const headers = { authorization: `${scheme} ${admin.tokens.access}` };
    expect((await service.send(`${publicUrl}/api/me`, { headers })).status).toBe(200);
  },
);

test.each(['Bearerx', 'Basic', 'Bearer,', ''])(
  'a token under the scheme %j is ignored',
  async (scheme) => {
    const headers = { authorization: `${scheme} ${admin.tokens.access}` };
    expect((await service.send(`${publicUrl}/api/me`, { headers })).status).toBe(401);
  },
);

describe('a media type', () => {
  const search = (type: string) =>
    post('api/users/search', '{}', { ...bearer(), 'content-type': type });

  test.each([
    ...['application/json', 'Application/JSON', 'application/json;', 'application/json ;'],
    ...['application/json; charset="utf-8"', 'application/json;charset=UTF-8'],
    ...['application/json ; CHARSET = x'.replace(' = x', '=utf8'), 'application/json; q="a;\\"b"'],
    ...['application/json; odata=verbose; charset=utf-8', '\tapplication/json\t;\tcharset=utf-8\t'],
  ])('N1: %j is JSON in UTF-8', async (type) => {
    expect((await search(type)).status).toBe(200);
  });

  test.each([
    ...['text/plain', 'application/jsonx', 'application/json-patch+json', 'application/x-json', ''],
    ...['application/json; charset=iso-8859-1', 'application/json; charset="utf-16"'],
    ...['application/json; charset=utf-8; charset=latin1', 'application/json charset=utf-8'],
    ...['application/json, text/plain', 'application/json; charset', 'application/json; a="b'],
    `application/json${'; '.repeat(3_000)}x`,
  ])('N1: %j is not (415 wrong_content_type)', async (type) => {
    expect(await codeOf(await search(type))).toBe('wrong_content_type');
  });
});

describe('an omitted body', () => {
  const rows = Object.entries<Endpoint>(api) as [EndpointName, Endpoint][];
  const optional = rows.filter(([, { body }]) => body && needsNoBody(body));

  test('N2: signing out works without one', async () => {
    const other = service.client();
    await other.signIn({
      body: { email: 'first.admin@example.fi', password: 'seven green herons wade' },
    });
    const signedIn = { authorization: `Bearer ${other.tokens.access}` };
    expect((await post('api/sessions/sign-out', undefined, signedIn)).status).toBe(204);
    expect(await codeOf(await post('api/sessions/sign-out', undefined, signedIn))).toBe(
      'not_signed_in',
    );
  });

  /** The body is read last, so an unknown id or a role without the right is refused first. */
  const early = ['signOut', 'proposeInvitation'];
  test.each(optional.filter(([name]) => !early.includes(name)))(
    'N2: %s is not refused for lacking one',
    async (_, { method, path }) => {
      const { userId, organizationId } = await admin.me();
      const filled = path
        .replace('{userId}', userId)
        .replace('{organizationId}', organizationId)
        .replaceAll(/\{\w+\}/g, randomUUID());
      const headers = { ...bearer(), 'if-match': '"9999"', 'idempotency-key': randomUUID() };
      const response = await service.send(`${publicUrl}/${filled}`, { method, headers });
      expect(['wrong_content_type', 'malformed_body', 'invalid_input']).not.toContain(
        await codeOf(response),
      );
    },
  );

  test('N2: a missing required field is named', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await codeOf(await post('api/password/forgot', '', headers))).toBe('malformed_body');
    expect(await codeOf(await post('api/password/forgot', '{}', headers))).toBe('invalid_input');
    expect(await codeOf(await post('api/password/forgot', undefined))).toBe('wrong_content_type');
  });
});

describe('instants', () => {
  const eventsSince = async (query: string) => {
    const response = await service.send(`${publicUrl}/api/audit?${query}`, { headers: bearer() });
    return { status: response.status, ...(await response.json()) };
  };

  test.each([
    ...['from=2026-03-01T00:00:00+02:00', 'from=2026-03-01T00:00:00%2B02:00', 'from=2026-03-01'],
    ...[
      'from=2026-03-01T00:00:00-05:30',
      'from=2026-03-01t00:00:00z',
      'from=2026-03-01T00:00:00.5Z',
    ],
    'from=2026-03-02&until=2026-03-02',
  ])('N3: %s is read', async (query) => {
    const { status, items } = await eventsSince(query);
    expect(status).toBe(200);
    expect(items.length).toBeGreaterThan(0);
  });

  test('N3: a day is the calendar day in Helsinki, from start to end', async () => {
    // It is 10 o'clock on 2 March in Helsinki.
    expect((await eventsSince('from=2026-03-01&until=2026-03-01')).items).toEqual([]);
    expect((await eventsSince('from=2026-03-02')).items).not.toEqual([]);
    const day = await eventsSince('from=2026-03-02&until=2026-03-02&kind=activated');
    const instants = 'from=2026-03-01T22:00:00Z&until=2026-03-02T22:00:00Z&kind=activated';
    expect(day.items).toEqual((await eventsSince(instants)).items);
  });

  test('N3: a notice accepts days and offsets too', async () => {
    const words = { fi: 'Huolto', sv: 'Underhåll', en: 'Maintenance' };
    const notice = { level: 'info', title: words, text: words } as const;
    const body = { ...notice, from: '2026-03-29', until: '2026-03-29' };
    const { from, until } = await admin.createNotice({ body });
    // Summer time starts on that day.
    expect([from, until]).toEqual(['2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z']);
  });

  test.each([
    '2026-02-30',
    '1999-01-01',
    '2026-03-01T00:00',
    '20260301',
    'today',
    '2026-03-01T00:00+02',
  ])('N3: %s is refused with the reason', async (from) => {
    const { status, faults } = await eventsSince(`from=${encodeURIComponent(from)}`);
    expect(status).toBe(400);
    expect(faults[0].message).toContain('2026-12-31');
  });
});

describe('JSON', () => {
  const open = (Object.entries<Endpoint>(api) as [EndpointName, Endpoint][]).filter(
    ([, { body }]) => body,
  );
  const nested = (deep: number) => `${'{"a":['.repeat(deep / 2)}1${']}'.repeat(deep / 2)}`;
  const passkey = `{"ticket":"x","passkey":{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA"},"clientExtensionResults":{"x":${nested(5_000)}}}}`;
  const report = `[{"eventType":"x","data":{"x":${nested(5_000)}}}]`;

  test.each([
    ['api/sessions/passkey', passkey],
    ['api/mail/delivery-reports', report],
    ['api/sessions/second-step', passkey],
    ['api/password/forgot', nested(10_000)],
    ['api/sessions', '['.repeat(60_000)],
    ['api/sessions', `[${'0,'.repeat(limit.jsonValuesMax)}0]`],
    ['api/sessions', `{"email":"${'\\"['.repeat(10)}","x":${nested(40)}}`],
  ])('S11: %s limits its input before parsing it', async (path, body) => {
    const answer = await post(path, body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
    const { code, faults } = await answer.json();
    expect(code).toBe('invalid_input');
    expect(faults).toEqual([{ field: 'body', message: expect.stringMatching(/at most \d+/) }]);
  });

  test.each(open)(
    'S11: %s handles deep nesting and prototype keys without a server error',
    async (_, endpoint) => {
      const { userId, organizationId } = await admin.me();
      const path = endpoint.path
        .replace('{userId}', userId)
        .replace('{organizationId}', organizationId)
        .replaceAll(/\{\w+\}/g, randomUUID());
      const headers = {
        ...(endpoint.permission !== 'public' && bearer()),
        ...{ 'content-type': 'application/json', 'if-match': '"9999"' },
        'idempotency-key': randomUUID(),
      };
      const bodies = [
        nested(4_000),
        '{"__proto__":{"role":"admin"}}',
        '{"constructor":{"prototype":{}}}',
      ];
      for (const body of bodies) {
        const { status } = await service.send(`${publicUrl}/${path}`, {
          method: endpoint.method,
          headers,
          body,
        });
        expect(status).toBeLessThan(500);
        expect(status).toBeGreaterThanOrEqual(400);
      }
      expect({}).not.toHaveProperty('role');
    },
  );

  test('S11: characters inside strings do not count towards the limits', async () => {
    const text = '[{,'.repeat(30);
    const body = JSON.stringify({ text: `${text}"\\` });
    const headers = { ...bearer(), 'content-type': 'application/json' };
    expect((await post('api/users/search', body, headers)).status).toBe(200);
  });

  test('S11: a response lists no more faults than people can read', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`x${at}`, at]));
    const headers = { 'content-type': 'application/json' };
    const { faults } = await (await post('api/sessions', JSON.stringify(many), headers)).json();
    expect(faults).toHaveLength(limit.faultsMax);
  });
});
