/** Promise: a code reaches nobody but the system that it is for, once, within a minute. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import type { Service } from '../support/harness.ts';
import {
  authorizationUrl,
  callback,
  enter,
  type OpenPlace,
  openPlace,
  type Parameters,
  post,
  type Registered,
  readUserinfo,
  redeem,
  register,
} from '../support/systems.ts';

let place: OpenPlace;
let person: Client;
let service: Service;
let admin: Client;
let userId: string;
let system: Registered;
let other: Registered;

beforeAll(async () => {
  place = await openPlace();
  ({ service, admin, userId, system, other } = place);
});
afterAll(() => service.stop());
beforeEach(async () => {
  person = await place.signedIn();
});

const ask = (more: Parameters = {}) => enter(person, authorizationUrl(system.systemId, more));
const codeFor = async (more: Parameters = {}) => (await ask(more)).searchParams.get('code');

describe('a code', () => {
  test('works once, and a second use ends the session at that system only', async () => {
    const code = await codeFor();
    const { body } = await redeem(service, system, code);
    const elsewhere = (await enter(person, authorizationUrl(other.systemId))).searchParams;
    const kept = (await redeem(service, other, elsewhere.get('code'))).body;
    expect((await readUserinfo(service, body.access_token)).status).toBe(200);
    expect(await redeem(service, system, code)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await readUserinfo(service, body.access_token)).status).toBe(401);
    expect((await readUserinfo(service, kept.access_token)).status).toBe(200);
    expect((await person.me()).userId).toBe(userId);
  });

  test('redeemed twenty times at once works once', async () => {
    const code = await codeFor();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => redeem(service, system, code)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
  });

  test('is refused to another system, and stays valid for its own', async () => {
    const code = await codeFor();
    expect((await redeem(service, other, code)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await redeem(service, system, code)).status).toBe(200);
  });

  test('is refused with another redirect URI, or without one', async () => {
    const code = await codeFor();
    const wrong = { redirect_uri: `${callback}?query=1` };
    expect((await redeem(service, system, code, wrong)).body.error).toBe('invalid_grant');
    const without = { redirect_uri: undefined };
    expect((await redeem(service, system, code, without)).body.error).toBe('invalid_request');
  });

  test('expires after a minute', async () => {
    const code = await codeFor();
    service.clock.advance({ seconds: 60 });
    expect((await redeem(service, system, code)).body.error).toBe('invalid_grant');
  });

  test.each([
    ['truncated', (code: string) => code.slice(0, -1)],
    ['changed', (code: string) => `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`],
    ['padded', (code: string) => `${code}=`],
    ['guessed', () => randomBytes(87).toString('base64url')],
    ['empty', () => ''],
  ])('that is %s is refused', async (_, change) => {
    const answer = await redeem(service, system, change((await codeFor()) ?? ''));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(/^invalid_(grant|request)$/);
  });

  test('is stored as a hash, and neither it nor a token is in any log line', async () => {
    const code = (await codeFor()) ?? '';
    const account = await loadAccount(service.deps.store, userId);
    const hash = createHash('sha256').update(code).digest('base64url');
    expect(account?.grants.some(({ id }) => id === hash)).toBe(true);
    expect(JSON.stringify(account)).not.toContain(code);
    const { body } = await redeem(service, system, code);
    await redeem(service, { ...system, secret: 'a wrong secret' }, code);
    const logs = service.logs.join('\n');
    for (const secret of [code, body.access_token, body.id_token, system.secret, 'a wrong secret'])
      expect(logs).not.toContain(secret);
  });
});

describe('PKCE', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const challenged = { code_challenge: challenge, code_challenge_method: 'S256' };

  test('the verifier of another request is refused', async () => {
    const code = await codeFor(challenged);
    const wrong = { code_verifier: randomBytes(32).toString('base64url') };
    expect((await redeem(service, system, code, wrong)).body.error).toBe('invalid_grant');
    expect((await redeem(service, system, code)).body.error).toBe('invalid_grant');
    const right = { code_verifier: verifier };
    expect((await redeem(service, system, code, right)).status).toBe(200);
  });

  test('a verifier for a request without a challenge is refused (downgrade)', async () => {
    const answer = await redeem(service, system, await codeFor(), { code_verifier: verifier });
    expect(answer.body.error).toBe('invalid_grant');
  });

  test.each([
    ['plain', { code_challenge: verifier, code_challenge_method: 'plain' }],
    ['no method', { code_challenge: challenge }],
    ['no challenge', { code_challenge_method: 'S256' }],
    ['a short challenge', { code_challenge: 'x', code_challenge_method: 'S256' }],
  ])('%s is refused', async (_, parameters) => {
    expect((await ask(parameters)).searchParams.get('error')).toBe('invalid_request');
  });

  test('cannot be left out where it is required', async () => {
    const strict = await register(admin);
    const answer = await enter(person, authorizationUrl(strict.systemId));
    expect(answer.searchParams.get('error')).toBe('invalid_request');
  });
});

describe('secrets of systems', () => {
  test('a thousand guesses get the same answer, and the right secret still works', async () => {
    const code = await codeFor();
    const answers = new Set<string>();
    for (let guess = 0; guess < 1_000; guess++) {
      const secret = guess % 2 === 0 ? randomBytes(32).toString('base64url') : `${system.secret}x`;
      const { status, headers, body } = await redeem(service, { ...system, secret }, code);
      answers.add(JSON.stringify([status, headers.get('www-authenticate'), body]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('invalid_client');
    expect((await redeem(service, system, code)).status).toBe(200);
    expect(Buffer.from(system.secret, 'base64url')).toHaveLength(32);
  }, 60_000);

  test.each([
    ['with a wrong secret in the form', { client_secret: 'wrong' }, undefined, 'invalid_client'],
    ['by two methods at once', { client_secret: 'x' }, true, 'invalid_request'],
    ['without any', {}, undefined, 'invalid_client'],
  ])('%s, it is refused', async (_, fields, header, error) => {
    const code = (await codeFor()) ?? '';
    const { systemId: id, secret } = system;
    const given = {
      ...{ grant_type: 'authorization_code', code, redirect_uri: callback, client_id: id },
      client_secret: 'client_secret' in fields ? fields.client_secret : undefined,
    };
    const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const answer = await post(service, 'api/openid/token', given, {
      ...(header && { authorization: basic }),
    });
    expect(answer.body.error).toBe(error);
  });

  test("the secret of another system is refused, and one's own under another name", async () => {
    const code = await codeFor();
    const mixed = { ...system, secret: other.secret };
    expect((await redeem(service, mixed, code)).status).toBe(401);
  });
});
