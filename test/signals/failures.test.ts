/**
 * Promise: a signal is sent again, in order, until its system has acknowledged it or 14 days have
 * passed; whatever a system does, no account change, other system or other person waits for it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { loadKnown } from '../../src/store/known-systems.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { firstAdministrator, goodPassword, startService } from '../support/harness.ts';
import type { Registered } from '../support/systems.ts';
import { deliverSignal, openToldPlace, type ToldPlace } from '../support/told-system.ts';

let place: ToldPlace;
let system: Registered;

beforeAll(async () => {
  place = await openToldPlace();
});
afterAll(() => place.stop());
beforeEach(async () => {
  place.receiver.answerWith();
  place.receiver.take();
  system = await place.pushed();
  await empty();
});

const queue = () => place.service.deps.store.queue(workQueues.signals);
const empty = async () => (await queue()).clearMessages();
/** Including those whose pause has not passed. */
const queued = async () => (await (await queue()).getProperties()).approximateMessagesCount;
const waiting = async ({ systemId } = system) =>
  place.admin.listSignals({ params: { systemId }, query: {} });

test.each([
  [500, 'status 500'],
  [404, 'status 404'],
  [401, 'status 401'],
  [429, 'status 429'],
  [302, 'status 302'],
  [201, 'status 201'],
])('a response of %i is no acknowledgement', async (status, reason) => {
  const { userId } = await place.person(system);
  place.receiver.answerWith((response) => {
    response.writeHead(status, { location: place.receiver.uri }).end('no news'.repeat(100_000));
  });
  await place.deactivate(userId);
  await place.service.drainMail();
  expect(place.receiver.names()).toEqual(['account-disabled']);
  expect((await waiting()).items).toMatchObject([{ userId, failures: 1, reason }]);
  expect(await queued()).toBe(1);
  place.receiver.answerWith();
  await deliverSignal(place.service, system, userId, { failures: 1, filed: true });
  expect(place.receiver.names()).toEqual(['account-disabled']);
  expect((await waiting()).items).toEqual([]);
});

test.each([
  ['its code', 'invalid_key', '{"err":"invalid_key","description":"Aino"}'],
  ['a name for a code', 'status 400', '{"err":"Aino Virtanen","description":""}'],
  ['garbage', 'status 400', 'garbage'],
  [
    'too much',
    'response_too_large',
    '{"err":"invalid_key"}'.padEnd(limit.systemAnswerBytesMax + 1),
  ],
])('a refusal is known by its code alone: %s', async (_, reason, body) => {
  const { userId } = await place.person(system);
  place.receiver.answerStatus(400, body);
  await place.deactivate(userId);
  await place.service.drainMail();
  const { items, outage } = await waiting();
  expect(items).toMatchObject([{ reason }]);
  expect(outage === undefined).toBe(reason !== 'response_too_large');
  expect(place.service.logs.join()).not.toContain('Aino');
});

test('a system that hangs is cut off, and an answer after that does not count', async () => {
  const { userId } = await place.person(system);
  place.receiver.answerWith((response) => {
    setTimeout(() => response.writeHead(202).end(), (limit.signalAnswerSeconds + 1) * 1_000);
  });
  await place.deactivate(userId);
  const began = performance.now();
  await place.service.drainMail();
  expect(performance.now() - began).toBeLessThan((limit.signalAnswerSeconds + 3) * 1_000);
  await wait(1_500);
  expect((await waiting()).items).toMatchObject([{ userId, reason: 'timeout' }]);
});

test('a connection that ends in the middle is a failure', async () => {
  const { userId } = await place.person(system);
  place.receiver.answerWith((response) => void response.destroy());
  await place.deactivate(userId);
  await place.service.drainMail();
  expect((await waiting()).items).toMatchObject([{ userId, reason: 'ECONNRESET' }]);
});

test('what comes later waits for what failed, and arrives after it', async () => {
  const { userId } = await place.person(system);
  place.receiver.answerStatus(400);
  await place.deactivate(userId);
  await place.service.drainMail();
  place.receiver.take();
  place.receiver.answerWith();
  await place.restore(userId);
  await place.service.drainMail();
  expect(place.receiver.take()).toEqual([]);
  await deliverSignal(place.service, system, userId, { failures: 1, filed: true });
  expect(place.receiver.names()).toEqual(['account-disabled', 'account-enabled']);
});

test('the same signal has the same id however often it is sent', async () => {
  const { userId } = await place.person(system);
  place.receiver.answerStatus(503);
  await place.deactivate(userId);
  await place.service.drainMail();
  place.receiver.answerWith();
  await deliverSignal(place.service, system, userId, { failures: 1 });
  const [first, second] = place.receiver.take();
  expect(second?.jti).toBe(first?.jti);
});

test('two instances that receive the message at once keep the order', async () => {
  const { userId } = await place.person(system);
  const other = await startService(place.service);
  for (let round = 0; round < 3; round++) {
    await place.deactivate(userId);
    await place.restore(userId);
  }
  await empty();
  place.receiver.answerWith((response) => {
    setTimeout(() => response.writeHead(202).end(), Math.random() * 50);
  });
  await Promise.all(
    [place.service, other, place.service, other].map((on) => deliverSignal(on, system, userId)),
  );
  const turn = ['account-disabled', 'account-enabled'];
  expect(place.receiver.names()).toEqual([...turn, ...turn, ...turn]);
  await other.close();
});

test('a process that ends after sending sends the same again, and then goes on', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.restore(userId);
  await empty();
  // The process that has the turn ends: its row still says so.
  const { store } = place.service.deps;
  const id = { userId, systemId: system.systemId };
  const known = await loadKnown(store, id);
  const busyUntil = new Date(place.service.clock.now() + 1_000).toISOString();
  const key = { partitionKey: userId, rowKey: `account.system.${system.systemId}` };
  await (await store.table('accounts')).updateEntity({ ...key, busyUntil }, 'Merge');
  await deliverSignal(place.service, system, userId);
  expect(place.receiver.take()).toEqual([]);
  expect(await queued()).toBe(1);
  place.service.clock.advance({ seconds: 2 });
  await deliverSignal(place.service, system, userId);
  expect(place.receiver.names()).toEqual(['account-disabled', 'account-enabled']);
  expect((await loadKnown(store, id))?.row.told).toBeGreaterThan(known?.row.told ?? 0);
});

test('a dead system costs three tries; then it is left alone, and others are told at once', async () => {
  const dead = await place.pushed();
  const people = await Promise.all(Array.from({ length: 6 }, () => place.person(dead, system)));
  place.receiver.answerWith((response, { aud }) => {
    response.writeHead(aud === dead.systemId ? 503 : 202).end();
  });
  for (const { userId } of people) await place.deactivate(userId);
  for (const { userId } of people) {
    await deliverSignal(place.service, dead, userId);
    await deliverSignal(place.service, system, userId);
  }
  const arrived = place.receiver.take();
  expect(arrived.filter(({ aud }) => aud === dead.systemId)).toHaveLength(
    limit.signalOutageFailures,
  );
  expect(arrived.filter(({ aud }) => aud === system.systemId)).toHaveLength(6);
  const { items, outage } = await waiting(dead);
  expect(items).toHaveLength(6);
  expect(outage).toMatchObject({ failures: 3, until: expect.any(String) });
  place.receiver.answerWith();
  place.service.clock.advance({ seconds: limit.signalOutageSecondsMin + 1 });
  for (const { userId } of people)
    await deliverSignal(place.service, dead, userId, { filed: true, again: true });
  expect(place.receiver.take()).toHaveLength(6);
  expect(await waiting(dead)).toEqual({ items: [] });
});

test('a refusal about one person does not leave the system alone', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => place.person(system)));
  place.receiver.answerStatus(400);
  for (const { userId } of people) await place.deactivate(userId);
  await place.service.drainMail();
  expect(place.receiver.take()).toHaveLength(5);
  expect((await waiting()).outage).toBeUndefined();
});

test('an account change does not wait for a system that hangs', async () => {
  const { userId } = await place.person(system);
  place.receiver.answerWith(() => undefined);
  const began = performance.now();
  await place.deactivate(userId);
  await place.restore(userId);
  expect(performance.now() - began).toBeLessThan(limit.signalAnswerSeconds * 1_000);
  expect(place.receiver.take()).toEqual([]);
  await empty();
});

test('after 14 days the service gives up, says so, and tells it with the next event', async () => {
  const { userId } = await place.person(system);
  place.receiver.answerStatus(400);
  await place.deactivate(userId);
  await place.service.drainMail();
  const since = place.service.clock.iso;
  await empty();
  place.service.clock.advance({ days: limit.signalDays });
  await place.admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const work = await place.admin.listWork();
  expect(work.items.map(({ kind }) => kind)).toContain('silent_systems');
  await deliverSignal(place.service, system, userId, { failures: 1, filed: true, since });
  expect(await queued()).toBe(0);
  expect(place.service.logs.some((line) => line.includes('signal_given_up'))).toBe(true);
  expect((await waiting()).items).toMatchObject([{ failedAt: expect.any(String) }]);
  place.receiver.answerWith();
  place.receiver.take();
  await place.restore(userId);
  await place.service.drainMail();
  expect(place.receiver.names()).toEqual(['account-disabled', 'account-enabled']);
  expect((await waiting()).items).toEqual([]);
});
