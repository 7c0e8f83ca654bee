/** Promise: a code reaches nobody but the system that it is for, once, within a minute. */
import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadAccount } from '../../src/store/accounts.ts';
import { attackedPlace } from '../support/attacked-place.ts';
import type { Service } from '../support/harness.ts';
import {
  authorizationUrl,
  callback,
  enter,
  type Registered,
  readUserinfo,
  redeem,
} from '../support/systems.ts';

const { place, person, codeFor } = attackedPlace();
let service: Service;
let userId: string;
let system: Registered;
let other: Registered;

beforeAll(() => {
  ({ service, userId, system, other } = place());
});

describe('a code', () => {
  test('works once, and a second use ends the session at that system only', async () => {
    const code = await codeFor();
    const { body } = await redeem(service, system, code);
    const elsewhere = (await enter(person(), authorizationUrl(other.systemId))).searchParams;
    const kept = (await redeem(service, other, elsewhere.get('code'))).body;
    expect((await readUserinfo(service, body.access_token)).status).toBe(200);
    expect(await redeem(service, system, code)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await readUserinfo(service, body.access_token)).status).toBe(401);
    expect((await readUserinfo(service, kept.access_token)).status).toBe(200);
    expect((await person().me()).userId).toBe(userId);
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
