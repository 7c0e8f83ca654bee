/**
 * Promise: whatever is sent to any route, the response is quick, has a code, and is never a server
 * error. Inputs are generated from each route's own schema and malformed: the same 50 per route each
 * time, 5,000 others in `npm run test:long`, which prints the seed.
 */

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { api, type Endpoint, type EndpointName } from '../../src/api.ts';
import { limit } from '../../src/policy/limits.ts';
import { problems } from '../../src/policy/problems.ts';
import { protocolErrors } from '../../src/policy/protocol-errors.ts';
import { inputOf } from '../samples/inputs.ts';
import { askBundle } from '../support/ask-supplies.ts';
import { inDepth } from '../support/depth.ts';
import { publicUrl, type Service, startService } from '../support/harness.ts';

/** Per route. */
const inputs = inDepth(50, 5_000);
const usualSeed = 1;
/** A slower response could be used to keep the service busy; refusing takes far less. */
const slowMilliseconds = limit.slowAnswerSeconds * 1_000;
const anySeed = Math.floor(Math.random() * 2 ** 31);
const seed = Number(process.env['SEED'] ?? inDepth(usualSeed, anySeed));

let service: Service;
/** How many inputs were sent, and how many passed the first checks. */
let tried = 0;
let past = 0;
const door: ReadonlySet<string> = new Set([
  'invalid_input',
  'malformed_body',
  'length_required',
  'wrong_content_type',
  'body_too_large',
  'not_signed_in',
  'idempotency_key_required',
  'precondition_required',
  'no_such_route',
  'method_not_allowed',
]);

let token: string;
let userId: string;
let organizationId: string;

beforeAll(async () => {
  process.stdout.write(`inputs: seed ${seed}, ${inputs} per route\n`);
  // An unknown path is answered with a page: building it takes longer than a response may.
  await askBundle();
  service = await startService();
  const admin = await service.signedInAdministrator();
  ({ userId, organizationId } = await admin.me());
  token = admin.tokens.access ?? '';
});

afterAll(() => service.stop());

const odd = [
  '',
  ' ',
  '\u0000',
  '\u202e\u200b',
  'a'.repeat(3_000),
  '\ud800',
  'İıſK',
  "' or 1 eq 1 or '",
  '=cmd|x!A1',
  'a@b.fi\r\nbcc: c@d.fi',
  '<script>alert(1)</script>',
  '../../../..',
  '2026-02-30',
  '9999-12-31T23:59:59.999999999Z',
  '{"$ne":null}',
];

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(...odd, null, true, -1, 0, 1e308, 2 ** 53, [], {}, [[]]),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.uuid(),
  fc.emailAddress(),
  fc.jsonValue({ maxDepth: 3 }),
);

const oddKey = fc.constantFrom('__proto__', 'constructor', 'role', 'toString', '', 'a.b', '$where');

/** Some fields that follow the schema with odd values, some omitted, some unknown. */
function bentBody(endpoint: Endpoint): fc.Arbitrary<string> {
  const fields = endpoint.body instanceof z.ZodObject ? Object.keys(endpoint.body.shape) : [];
  const known = fc.record(Object.fromEntries(fields.map((field) => [field, oddValue])), {
    requiredKeys: [],
  });
  const unknown = fc.dictionary(oddKey, oddValue, { maxKeys: 2 });
  const whole = fc.tuple(known, unknown).map(([own, more]) => {
    const pairs = [...Object.entries(own), ...Object.entries(more)].map(
      ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
    );
    return `{${pairs.join(',')}}`;
  });
  const wild = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.string({ maxLength: 60 }),
    fc.integer({ min: 1, max: 3_000 }).map((deep) => '['.repeat(deep)),
  );
  return fc.oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: wild });
}

function bentQuery(endpoint: Endpoint): fc.Arbitrary<string> {
  const names = Object.keys(endpoint.query?.shape ?? {});
  const name = fc.constantFrom(...names, '__proto__', 'x');
  const text = fc.oneof(fc.constantFrom(...odd.filter((each) => each.isWellFormed())), fc.string());
  return fc
    .array(fc.tuple(name, text), { maxLength: 3 })
    .map((pairs) => new URLSearchParams(pairs).toString());
}

const protocolCode = new RegExp(`^(${Object.keys(protocolErrors).join('|')})$`);

/** A form, as systems send it: some fields known, some odd, some repeated. */
function bentForm(endpoint: Endpoint): fc.Arbitrary<string> {
  const fields = endpoint.body instanceof z.ZodObject ? Object.keys(endpoint.body.shape) : [];
  const name = fc.constantFrom(...fields, '__proto__', 'x');
  const text = fc.oneof(fc.constantFrom(...odd.filter((each) => each.isWellFormed())), fc.string());
  const pairs = fc.array(fc.tuple(name, text), { maxLength: 6 });
  return fc.oneof(
    { weight: 4, arbitrary: pairs.map((given) => new URLSearchParams(given).toString()) },
    { weight: 1, arbitrary: fc.string() },
  );
}

/** A valid body with one field, at any depth, changed or omitted: most of it is valid. */
function nearlyGood(name: EndpointName): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(), oddValue, fc.boolean()).map(([at, odd, leftOut]) => {
    const input = inputOf(name, { organizationId, userId, sessionId: randomUUID() });
    // Others use parts of it, too.
    const body = structuredClone(input.body ?? {});
    const fields = fieldsOf(body);
    const chosen = fields[at % (fields.length + 1)];
    if (chosen) Reflect.set(chosen.of, chosen.key, leftOut ? undefined : odd);
    return JSON.stringify(body);
  });
}

function fieldsOf(value: object): { of: object; key: string }[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    { of: value, key },
    ...(inner !== null && typeof inner === 'object' ? fieldsOf(inner) : []),
  ]);
}

/** Mostly unknown ids, sometimes a real one, sometimes a malformed one. */
function bentPath(path: string): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const id = fc.oneof(
    fc.uuid(),
    fc.constantFrom("'", '%00', '..%2f..', 'x'.repeat(300)),
    fc.string({ minLength: 1, maxLength: 20 }).map(encodeURIComponent),
  );
  return fc
    .tuple(...names.map(() => id))
    .map((ids) => names.reduce((left, name, at) => left.replace(`{${name}}`, ids[at] ?? ''), path));
}

const headers = fc.record(
  {
    'if-match': fc.constantFrom('"1"', '*', 'W/"1"', '"99999999999"', ''),
    'idempotency-key': fc.oneof(fc.uuid(), fc.constantFrom('', 'x')),
    'content-type': fc.oneof(
      { weight: 9, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=x') },
    ),
  },
  { requiredKeys: ['content-type'] },
);

/** It would end the session that every other input needs. */
const ending: EndpointName = 'signOut';
const rows = Object.entries(api) as [EndpointName, Endpoint][];

test.each(rows)(
  '%s refuses malformed inputs',
  async (name, endpoint) => {
    const { method, path } = endpoint;
    const arbitrary = fc.record({
      path: bentPath(path),
      query: bentQuery(endpoint),
      body: endpoint.protocol ? bentForm(endpoint) : fc.oneof(bentBody(endpoint), nearlyGood(name)),
      headers,
      signedIn: name === ending ? fc.constant(false) : fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (given) => {
        const url = `${publicUrl}/${given.path}${given.query === '' ? '' : `?${given.query}`}`;
        const sent = new Headers(given.headers);
        if (endpoint.protocol) sent.set('content-type', 'application/x-www-form-urlencoded');
        if (given.signedIn) sent.set('authorization', `Bearer ${token}`);
        const begun = performance.now();
        const answer = await service.send(url, {
          method,
          headers: sent,
          ...(method !== 'GET' && { body: given.body }),
        });
        const text = await answer.text();
        expect(performance.now() - begun).toBeLessThan(slowMilliseconds);
        expect(answer.status).toBeLessThan(500);
        tried++;
        if (answer.status < 400) return void past++;
        const problem: unknown = JSON.parse(text);
        if (endpoint.protocol) {
          expect(problem).toMatchObject({ error: expect.stringMatching(protocolCode) });
          return void past++;
        }
        expect(problem).toMatchObject({ status: answer.status, code: expect.any(String) });
        const { code } = problem as { code: string };
        expect(Object.keys(problems)).toContain(code);
        if (!door.has(code)) past++;
      }),
      { numRuns: inputs, seed },
    );
  },
  600_000,
);

test("after all inputs the administrator's account is unchanged", async () => {
  const answer = await service.send(`${publicUrl}/api/me`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await answer.json()).toMatchObject({ userId, organizationId, role: 'admin' });
  process.stdout.write(`inputs: ${past} of ${tried} passed the first checks\n`);
  expect(past).toBeGreaterThan(tried / 6);
  const broken = service.logs.filter((line) => line.includes('"event":"request_failed"'));
  expect(broken).toEqual([]);
});
