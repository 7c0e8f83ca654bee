/** Promise: a route reads what it declares, and ignores anything else the platform passes along. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, type Endpoint, type EndpointName } from '../../src/api.ts';
import type { Client } from '../../src/client/client.ts';
import { findRoute } from '../../src/handlers.ts';
import { makeServe } from '../../src/http/serve.ts';
import { type ProblemCode, Refusal } from '../../src/policy/problems.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});
afterAll(() => service.stop());

const request = (path: string, init: RequestInit = {}) =>
  new Request(`${publicUrl}/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${admin.tokens.access}`, ...init.headers },
  });

const code = async (response: Response) => (await response.json()).code;

describe('path parameters', () => {
  // With HTTP streaming on, Azure's worker adds parameters that no route names.
  const more = { '*path': 'api/sessions', query: 'x', userID: 'no id', sessionId: '..' };

  test('parameters that the route does not name are ignored', async () => {
    const { userId } = await admin.me();
    const read = await service.serve('readUser', request('x'), { ...more, userId });
    expect(await read.json()).toMatchObject({ userId });
    const body = JSON.stringify({ email: 'first.admin@example.fi', password: goodPassword });
    const headers = { 'content-type': 'application/json' };
    const sent = request('api/sessions', { method: 'POST', headers, body });
    expect((await service.serve('signIn', sent, more)).status).toBe(200);
  });

  const named = Object.entries<Endpoint>(api).filter(([, { path }]) => path.includes('{'));
  test.each(named as [EndpointName, Endpoint][])(
    '%s with a missing or malformed parameter finds nothing (404 not_found)',
    async (name, { method }) => {
      const names = [...api[name].path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key ?? '');
      const whole = Object.fromEntries(names.map((key) => [key, randomUUID()]));
      for (const params of [{}, ...names.map((key) => ({ ...whole, [key]: 'no id' }))])
        expect(await code(await service.serve(name, request('x', { method }), params))).toBe(
          'not_found',
        );
    },
  );
});

const formType = 'application/x-www-form-urlencoded';

describe('a chunked body, which Azure drops', () => {
  // Administrators invite and do not propose: that route refuses them before it reads a body.
  const withBody = Object.entries<Endpoint>(api).filter(
    ([name, { body, protocol }]) => body !== undefined && !protocol && name !== 'proposeInvitation',
  );

  test.each(['openidToken', 'revokeToken', 'userinfoByForm'] as const)(
    '%s says so in the words of OAuth',
    async (name) => {
      const headers = { 'transfer-encoding': 'chunked', 'content-type': formType };
      const answer = await service.serve(name, request('x', { method: 'POST', headers }), {});
      const said = `${await answer.text()} ${answer.headers.get('www-authenticate')}`;
      expect([answer.status, said]).toEqual([400, expect.stringContaining('send Content-Length')]);
    },
  );

  test.each(withBody as [EndpointName, Endpoint][])(
    '%s requires a length (411 length_required), whatever its type',
    async (name, { method, path }) => {
      const params = await paramsFor(path);
      for (const type of ['application/json', 'text/plain']) {
        const headers = {
          'transfer-encoding': 'gzip, Chunked',
          'content-type': type,
          'if-match': '1',
          'idempotency-key': randomUUID(),
        };
        const answer = await service.serve(name, request('x', { method, headers }), params);
        expect([answer.status, await code(answer)]).toEqual([411, 'length_required']);
      }
    },
  );

  test('a caller without a token learns nothing more (401)', async () => {
    const headers = { 'transfer-encoding': 'chunked', authorization: '' };
    const sent = request('x', { method: 'POST', headers });
    expect(await code(await service.serve('createOrganization', sent, {}))).toBe('not_signed_in');
  });

  /** Existing targets: a route's target is looked up before its body is read. */
  async function paramsFor(path: string): Promise<Record<string, string>> {
    const { userId, organizationId } = await admin.me();
    const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key ?? '');
    const known: Record<string, string> = { userId, organizationId };
    return Object.fromEntries(ids.map((key) => [key, known[key] ?? randomUUID()]));
  }
});

test.each([
  ['PUT', 'api/me', 'GET, PATCH'],
  ['PUT', 'API/Me/', 'GET, PATCH'],
  ['DELETE', `api/users/${randomUUID()}/`, 'GET, PATCH'],
])(
  '%s %s, which Azure routes to the catch-all, is 405 with the allowed methods',
  async (...each) => {
    const [method, path, allow] = each;
    const answer = await service.servePortal(request(path, { method }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
  },
);

describe('a route that fails', () => {
  /** @returns the code of the response, and whether the log reports it as undeclared */
  async function failing(refusal: ProblemCode) {
    const logs: string[] = [];
    const deps = { ...service.deps, log: (event: string) => void logs.push(event) };
    const handle = async () => {
      throw new Refusal(refusal);
    };
    const serve = makeServe(deps, async (name) => ({ ...(await findRoute(name)), handle }));
    const { organizationId } = await admin.me();
    const answer = await serve('readOrganization', request('x'), { organizationId });
    return { code: await code(answer), undeclared: logs.includes('undeclared_code') };
  }

  test('is logged as undeclared_code if it does not declare the code', async () => {
    expect(await failing('own_account')).toEqual({ code: 'own_account', undeclared: true });
  });

  test('may return a code that every route can return', async () => {
    expect(await failing('not_found')).toEqual({ code: 'not_found', undeclared: false });
  });
});
