/** Promise: nobody is kept from signing in by what others do, from the same source or elsewhere. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { makeHasher } from '../../src/sessions/hash-pool.ts';
import { countAttempt, countOnly, named } from '../../src/store/attempts.ts';
import { accountCounter, type Counter, readAttempts } from '../../src/store/throttle.ts';
import { goodPassword, publicUrl, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;
let offices = 0;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.me());
});
afterAll(() => service.stop());

const newAddress = () => `${randomUUID()}@espoo.fi`;
const newOffice = () => `198.51.100.${++offices}`;

async function newPerson() {
  const email = newAddress();
  await service.join(admin, email, organizationId, 'editor');
  return email;
}

async function post(path: string, source: string, body: object) {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': `${source}:4711` };
  const url = `${publicUrl}/${path}`;
  return service.send(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

const signIn = async (email: string, source: string, password = goodPassword) =>
  (await post('api/sessions', source, { email, password })).status;

const guess = (email: string, source: string) => signIn(email, source, 'not the password at all');

const forgot = async (email: string, source: string) =>
  (await post('api/password/forgot', source, { email })).status;

/** A neighbour's guesses at unknown addresses. */
async function guessFrom(office: string) {
  const statuses: number[] = [];
  for (let tries = 0; tries < limit.attemptsPerSource; tries++)
    statuses.push(await guess(newAddress(), office));
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(await guess(newAddress(), office)).toBe(429);
}

test('S4: after 50 wrong passwords for unknown addresses, the office can still sign in', async () => {
  const [office, known, fresh, forgetful] = [
    newOffice(),
    await newPerson(),
    await newPerson(),
    await newPerson(),
  ];
  expect(await signIn(known, office)).toBe(200);
  await guessFrom(office);
  for (const email of [known, fresh]) expect(await signIn(email, office)).toBe(200);
  const password = 'nine purple cranes land';
  await forgot(forgetful, office);
  const token = await service.tokenFor(forgetful);
  expect((await post('api/password/reset', office, { token, password })).status).toBe(204);
  expect(await signIn(forgetful, office, password)).toBe(200);
});

test('S4: a busy source gets few attempts per account, the same for unknown ones', async () => {
  const [office, email, nobody] = [newOffice(), await newPerson(), newAddress()];
  await guessFrom(office);
  const checked = async (address: string) => {
    const answers: object[] = [];
    for (let tries = 0; tries <= limit.attemptsFromBusySource; tries++) {
      const answer = await post('api/sessions', office, {
        email: address,
        password: 'wrong one, wrong',
      });
      const { requestId: _, ...rest } = await answer.json();
      answers.push({ ...rest, retryAfter: answer.headers.get('retry-after') });
    }
    return answers;
  };
  expect(await checked(email)).toEqual(await checked(nobody));
  // Its attempts are used up, so even the correct password is not checked.
  expect(await signIn(email, office)).toBe(429);
  expect(await signIn(email, newOffice())).toBe(200);
  service.clock.advance({ minutes: limit.attemptsForgottenMinutes });
  expect(await signIn(email, office)).toBe(200);
});

/** As if that many attempts had been counted one by one. */
async function countMany(at: Counter, times: number) {
  const { store } = service.deps;
  const known = await readAttempts(store, at);
  await countAttempt(store, at, known, countOnly, service.clock.iso, times);
}

test('S4: after a thousand wrong passwords a day, a source can sign in only to accounts known there', async () => {
  const [office, known, stranger] = [newOffice(), await newPerson(), await newPerson()];
  expect(await signIn(known, office)).toBe(200);
  const keys = await service.deps.keyring.load(service.clock.iso);
  await countMany(named(keys, office, service.clock.iso), limit.attemptsPerSourceDay);
  expect(await signIn(known, office)).toBe(200);
  expect(await signIn(stranger, office)).toBe(429);
  expect(await signIn(stranger, newOffice())).toBe(200);
});

test("S13: the day's wrong passwords stay counted whatever the owner does meanwhile", async () => {
  const email = newAddress();
  const { userId } = await service.join(admin, email, organizationId, 'editor');
  await countMany(accountCounter(userId), limit.attemptsPerAccountDay - 4);
  service.clock.advance({ minutes: limit.attemptsForgottenMinutes });
  const home = newOffice();
  const statuses: number[] = [];
  for (let tries = 0; tries < 3; tries++) {
    statuses.push(await guess(email, newOffice()), await guess(email, newOffice()));
    expect(await signIn(email, home)).toBe(200);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
});

test('S4: sixty simultaneous guesses from one source count as sixty', async () => {
  const office = newOffice();
  const statuses = await Promise.all(
    Array.from({ length: limit.attemptsPerSource + 10 }, () => guess(newAddress(), office)),
  );
  const checked = statuses.filter((status) => status === 401).length;
  expect(checked).toBeLessThanOrEqual(limit.attemptsPerSource);
});

test.each([
  ['[2001:14ba:9c2:7f00:a000:b0:cafe:', ']:50000'],
  ['2001:14ba:9c2:7f01:a000:b0:cafe:', ''],
])('R10: a network of IPv6 addresses is one source, written as %s…%s', async (before, after) => {
  const statuses: number[] = [];
  for (let tries = 0; tries < limit.attemptsPerSource + 10; tries++) {
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-for': `${before}${(0x1000 + tries).toString(16)}${after}`,
    };
    const body = JSON.stringify({ email: newAddress(), password: 'not the password at all' });
    const url = `${publicUrl}/api/sessions`;
    statuses.push((await service.send(url, { method: 'POST', headers, body })).status);
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(limit.attemptsPerSource);
  expect(statuses.slice(-10)).toEqual(Array(10).fill(429));
});

test('S7: three accounts with 24 simultaneous sign-ins each displace nobody else', async () => {
  const crowd = [await newPerson(), await newPerson(), await newPerson()];
  const others = await Promise.all(Array.from({ length: 7 }, newPerson));
  const slow = await startService(service, { HASH_COST: '10' });
  const send = async (email: string) => {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ email, password: goodPassword });
    return (await slow.send(`${publicUrl}/api/sessions`, { ...request, body })).status;
  };
  const flood = crowd.flatMap((email) => Array.from({ length: 24 }, () => send(email)));
  const answers: number[] = [];
  for (const email of others) answers.push(await send(email));
  expect(answers).toEqual(others.map(() => 200));
  expect(new Set(await Promise.all(flood)).has(500)).toBe(false);
  await slow.stop();
});

test('S7: a full queue drops a job of the busiest account at the busiest source', async () => {
  const hasher = makeHasher(new URL('../../src/sessions/hash-worker.ts', import.meta.url), 1);
  const hash = (account: string, source: string) =>
    hasher.hash('x', 8, { account, source }).then(
      () => 'done',
      () => 'busy',
    );
  const busy = Array.from({ length: 2 * limit.hashQueueMax }, (_, n) =>
    hash(`a${n % 3}`, 'one place'),
  );
  expect(() => hasher.assertRoom({ account: 'a1', source: 'one place' })).toThrow();
  hasher.assertRoom({ account: 'colleague', source: 'one place' });
  const colleagues = Array.from({ length: 2 }, (_, n) => hash(`colleague ${n}`, 'one place'));
  const elsewhere = Array.from({ length: 3 }, (_, n) => hash(`other ${n}`, `place ${n}`));
  const light = await Promise.all([...colleagues, ...elsewhere]);
  expect(new Set(light)).toEqual(new Set(['done']));
  expect((await Promise.all(busy)).filter((outcome) => outcome === 'done').length).toBeGreaterThan(
    3,
  );
  await hasher.close();
});

test('S7: a sign-in refused by a full queue uses up no attempt', async () => {
  const email = await newPerson();
  const office = newOffice();
  const { hasher } = service.deps;
  const { compare } = hasher;
  const { Refusal } = await import('../../src/policy/problems.ts');
  hasher.compare = () => Promise.reject(new Refusal('busy'));
  for (let tries = 0; tries < limit.attemptsPerAccount + 2; tries++)
    expect(await signIn(email, office)).toBe(503);
  hasher.compare = compare;
  expect(await signIn(email, office)).toBe(200);
});

test('S18: of 160 reset requests from one source most are refused, yet those needed are served', async () => {
  const [office, wanted, elsewhere] = [newOffice(), await newPerson(), await newPerson()];
  const statuses: number[] = [];
  for (let tries = 0; tries < 160; tries++) statuses.push(await forgot(newAddress(), office));
  expect(statuses.filter((status) => status === 202)).toHaveLength(limit.resetRequestsPerSource);
  expect(new Set(statuses.slice(limit.resetRequestsPerSource))).toEqual(new Set([429]));
  // The neighbour is refused like everybody there, but still gets the e-mail, once.
  for (let tries = 0; tries < 3; tries++) expect(await forgot(wanted, office)).toBe(429);
  expect(await forgot(elsewhere, newOffice())).toBe(202);
  for (const email of [wanted, elsewhere]) {
    const token = await service.tokenFor(email);
    expect((await service.client().checkLink({ body: { token } })).purpose).toBe('password_reset');
  }
  service.clock.advance({ minutes: limit.attemptsForgottenMinutes });
  expect(await forgot(newAddress(), office)).toBe(202);
});

test('S18: simultaneous requests from one source are counted one by one', async () => {
  const office = newOffice();
  const statuses = await Promise.all(
    Array.from({ length: 60 }, () => forgot(newAddress(), office)),
  );
  const taken = statuses.filter((status) => status === 202).length;
  expect(taken).toBeLessThanOrEqual(limit.resetRequestsPerSource);
  expect(new Set(statuses)).toEqual(new Set([202, 429]));
});
