/**
 * Promise: guessing never reveals which addresses have an account, at any time of day, and never
 * locks out a person who has signed in before or has a reset link.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endOfDayAfter } from '../../src/policy/lifecycle.ts';
import { limit } from '../../src/policy/limits.ts';
import {
  firstAdministrator,
  goodPassword,
  publicUrl,
  type Service,
  startService,
} from '../support/harness.ts';

const unknown = 'nobody@espoo.fi';

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.signedInAdministrator();
});

afterAll(() => service.stop());

const post = (path: string, source: string, body: object) => {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': `${source}:4711` };
  return service.send(`${publicUrl}/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
};

const signIn = async (email: string, source: string, password: string) =>
  (await post('api/sessions', source, { email, password })).status;

/** @returns the status of a wrong guess, each from a source of its own */
const guess = (email: string, source: number) =>
  signIn(email, `203.0.${source >> 8}.${source & 255}`, 'not the password at all');

async function guessBoth(source: number) {
  return { known: await guess(firstAdministrator, source), unknown: await guess(unknown, source) };
}

test('attack 14: a limit reached before midnight applies after it, for unknown addresses too', async () => {
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

describe('outsiders cannot lock an administrator out', () => {
  const own = '192.0.2.7';
  const elsewhere = '198.51.100.9';
  let at: Awaited<ReturnType<typeof freshDay>>;

  beforeEach(async () => {
    at = await freshDay();
  });

  /** Shortly after the next midnight, with a new administrator. */
  async function freshDay() {
    const midnight = Date.parse(endOfDayAfter(service.clock.iso, { days: 0 }));
    service.clock.advance({ milliseconds: midnight - service.clock.now() });
    const admin = service.client();
    await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
    const { organizationId } = await admin.me();
    const email = `${randomUUID()}@espoo.fi`;
    await service.join(admin, email, organizationId, 'admin');
    return { email };
  }

  const guessUntilRefused = async (email: string) => {
    for (let source = 0; source < limit.attemptsPerAccount + 5; source++)
      await guess(email, source);
    expect(await guess(email, 999)).toBe(429);
  };

  test('a person who signed in from the same source within a day gets in while others guess', async () => {
    expect(await signIn(at.email, own, goodPassword)).toBe(200);
    await guessUntilRefused(at.email);
    expect(await signIn(at.email, elsewhere, goodPassword)).toBe(429);
    expect(await signIn(at.email, own, goodPassword)).toBe(200);
    service.clock.advance({ hours: 20 });
    await guessUntilRefused(at.email);
    expect(await signIn(at.email, own, goodPassword)).toBe(200);
    // Guessing from that source is limited too.
    for (let tries = 0; tries < limit.attemptsPerAccount; tries++)
      await signIn(at.email, own, 'not the password at all');
    expect(await signIn(at.email, own, goodPassword)).toBe(429);
  });

  test('a reset link admits its source at once, however long others have guessed', async () => {
    await guessUntilRefused(at.email);
    await post('api/password/forgot', elsewhere, { email: at.email });
    const token = await service.tokenFor(at.email);
    const password = 'nine purple cranes land';
    expect((await post('api/password/reset', elsewhere, { token, password })).status).toBe(204);
    await guessUntilRefused(at.email);
    expect(await signIn(at.email, elsewhere, password)).toBe(200);
  });

  test('in a day, no more guesses are checked than the limit allows, wherever they come from', async () => {
    const looked = { known: 0, unknown: 0 };
    const stranger = `${randomUUID()}@espoo.fi`;
    for (let quarter = 0; quarter < 4 * 15; quarter++) {
      for (let tries = 0; tries < 3; tries++) {
        if ((await guess(at.email, quarter * 4 + tries)) === 401) looked.known++;
        if ((await guess(stranger, quarter * 4 + tries)) === 401) looked.unknown++;
      }
      service.clock.advance({ minutes: limit.attemptsForgottenMinutes });
    }
    expect(looked).toEqual({
      known: limit.attemptsPerAccountDay,
      unknown: limit.attemptsPerAccountDay,
    });
  });

  test('requesting reset e-mails all day still leaves a working link in the mailbox', async () => {
    const before = (await service.mailbox.messages(at.email)).length;
    for (let hour = 0; hour < 14; hour++) {
      for (let tries = 0; tries < 4; tries++)
        await post('api/password/forgot', elsewhere, { email: at.email });
      const token = await service.tokenFor(at.email);
      const { purpose } = await service.client().checkLink({ body: { token } });
      expect(purpose).toBe('password_reset');
      service.clock.advance({ minutes: 61 });
    }
    const mails = (await service.mailbox.messages(at.email)).length - before;
    expect(mails).toBeLessThanOrEqual(limit.resetMailsPerDay + 14);
  });
});
