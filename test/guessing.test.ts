/** Promise: guessing tells nobody which addresses have an account, at no time of the day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limit } from '../src/policy/limits.ts';
import { firstAdministrator, publicUrl, type Service, startService } from './harness.ts';

const unknown = 'nobody@espoo.fi';

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.signedInAdministrator();
});

afterAll(() => service.stop());

/** @returns the status of a wrong guess, each from a source of its own */
async function guess(email: string, source: number): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'x-forwarded-for': `203.0.113.${source}:4711`,
  };
  const body = JSON.stringify({ email, password: 'not the password at all' });
  const url = `${publicUrl}/api/sessions`;
  return (await service.send(url, { method: 'POST', headers, body })).status;
}

async function guessBoth(source: number) {
  return { known: await guess(firstAdministrator, source), unknown: await guess(unknown, source) };
}

test('attack 14: a limit reached before midnight holds after it, for unknown addresses too', async () => {
  const fiveToMidnight = Date.parse('2026-03-02T23:55:00+02:00');
  service.clock.advance({ milliseconds: fiveToMidnight - service.clock.now() });
  for (let tries = 0; tries < limit.attemptsPerAccount; tries++)
    expect(await guessBoth(tries)).toEqual({ known: 401, unknown: 401 });
  expect(await guessBoth(100)).toEqual({ known: 429, unknown: 429 });
  service.clock.advance({ minutes: 6 });
  expect(await guessBoth(101)).toEqual({ known: 429, unknown: 429 });
  service.clock.advance({ minutes: limit.attemptsForgottenMinutes });
  expect(await guessBoth(102)).toEqual({ known: 401, unknown: 401 });
});
