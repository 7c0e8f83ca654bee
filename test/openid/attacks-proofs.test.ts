/** Promise: nobody redeems a code without proof: the verifier of its request, and the secret of its system. */
import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { attackedPlace } from '../support/attacked-place.ts';
import { inDepth } from '../support/depth.ts';
import type { Service } from '../support/harness.ts';
import {
  authorizationUrl,
  callback,
  enter,
  post,
  type Registered,
  redeem,
  register,
} from '../support/systems.ts';

const { place, person, ask, codeFor } = attackedPlace();
let service: Service;
let admin: Client;
let system: Registered;
let other: Registered;

beforeAll(() => {
  ({ service, admin, system, other } = place());
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
    const answer = await enter(person(), authorizationUrl(strict.systemId));
    expect(answer.searchParams.get('error')).toBe('invalid_request');
  });
});

describe('secrets of systems', () => {
  const guesses = inDepth(100, 1_000);

  test('each guess gets the same answer, and the right secret still works', async () => {
    const code = await codeFor();
    const answers = new Set<string>();
    for (let guess = 0; guess < guesses; guess++) {
      const secret = guess % 2 === 0 ? randomBytes(32).toString('base64url') : `${system.secret}x`;
      const { status, headers, body } = await redeem(service, { ...system, secret }, code);
      answers.add(JSON.stringify([status, headers.get('www-authenticate'), body]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('invalid_client');
    expect((await redeem(service, system, code)).status).toBe(200);
    expect(Buffer.from(system.secret, 'base64url')).toHaveLength(32);
  });

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
