/**
 * Promise: a system that cannot be reached fetches its signals itself (RFC 8936): in order for each
 * person, until it acknowledges them, and only its own.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import jwt from 'jsonwebtoken';
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { knownSystemKey, userEventKey } from '../../src/store/row-keys.ts';
import { write } from '../../src/store/tables.ts';
import { fileWaiting } from '../../src/store/waiting-signals.ts';
import { publicUrl } from '../support/harness.ts';
import { basic, type Registered, register } from '../support/systems.ts';
import {
  changeSignals,
  deliverSignal,
  openToldPlace,
  type ToldPlace,
} from '../support/told-system.ts';

let place: ToldPlace;
let system: Registered;

beforeAll(async () => {
  place = await openToldPlace();
});
afterAll(() => place.stop());
beforeEach(async () => {
  system = await place.polled();
});

async function poll(body: object = {}, authorization: string | undefined = basic(system)) {
  const response = await place.service.send(`${publicUrl}/api/openid/signals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify({ returnImmediately: true, ...body }),
  });
  const answer = await response.json();
  const sets: Record<string, string> = answer.sets ?? {};
  const names = Object.values(sets).map((token) => {
    const { events = {} } = jwt.decode(token, { json: true }) ?? {};
    return Object.keys(events)[0]?.split('/').at(-1);
  });
  return { status: response.status, answer, ids: Object.keys(sets), names };
}

test('each token is returned until it is acknowledged, and the next one only then', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.restore(userId);
  await place.service.drainMail();
  const first = await poll();
  expect(first.names).toEqual(['account-disabled']);
  expect((await poll()).ids).toEqual(first.ids);
  const second = await poll({ ack: first.ids });
  expect(second.names).toEqual(['account-enabled']);
  // An acknowledgement that arrives twice counts once.
  expect((await poll({ ack: first.ids })).ids).toEqual(second.ids);
  expect((await poll({ ack: second.ids })).answer).toEqual({ sets: {} });
  expect(
    (await place.admin.listSignals({ params: { systemId: system.systemId }, query: {} })).items,
  ).toEqual([]);
});

test('maxEvents limits the answer, moreAvailable says that there are more, and 0 only acknowledges', async () => {
  const people = await Promise.all([1, 2, 3].map(() => place.person(system)));
  for (const { userId } of people) await place.deactivate(userId);
  await place.service.drainMail();
  const first = await poll({ maxEvents: 2 });
  expect(first.ids).toHaveLength(2);
  expect(first.answer.moreAvailable).toBe(true);
  expect((await poll({ maxEvents: 0, ack: first.ids })).answer).toEqual({
    sets: {},
    moreAvailable: true,
  });
  const last = await poll();
  expect(last.ids).toHaveLength(1);
  expect(last.answer.moreAvailable).toBeUndefined();
});

test('no poll returns more than the limit, whatever it asks for', async () => {
  const { store } = place.service.deps;
  const at = place.service.clock.iso;
  const event = { kind: 'deactivated', at, actorId: 'service', organizationId: 'x', data: {} };
  for (let count = 0; count <= limit.signalPollMax; count++) {
    const userId = randomUUID();
    await write(await store.table('accounts'), [
      { do: 'put', key: userEventKey(userId, ulid()), row: { ...event, mac: '', number: 1 } },
      { do: 'put', key: knownSystemKey(userId, system.systemId), row: { since: at, told: 0 } },
    ]);
    await fileWaiting(store, { systemId: system.systemId, userId }, at);
  }
  const { ids, answer } = await poll({ maxEvents: 1_000_000 });
  expect(ids).toHaveLength(limit.signalPollMax);
  expect(answer.moreAvailable).toBe(true);
});

test('a refusal of another token than the one returned changes nothing', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.restore(userId);
  await place.service.drainMail();
  const first = await poll();
  const second = await poll({ ack: first.ids });
  const refused = (id = '') => ({ [id]: { err: 'invalid_key' } });
  const next = second.ids[0]?.replace(/\d$/, '7');
  for (const setErrs of [refused(first.ids[0]), refused(next)])
    expect((await poll({ setErrs })).ids).toEqual(second.ids);
});

test('a token that the system could not use comes again later, and its words are not kept', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.service.drainMail();
  const { ids } = await poll();
  const setErrs = { [ids[0] ?? '']: { err: 'invalid_key', description: 'Aino Virtanen' } };
  expect((await poll({ setErrs })).ids).toEqual([]);
  const params = { systemId: system.systemId };
  const { items } = await place.admin.listSignals({ params, query: {} });
  expect(items).toMatchObject([{ userId, failures: 1, reason: 'invalid_key' }]);
  expect(place.service.logs.join()).not.toContain('Aino');
  place.service.clock.advance({ seconds: limit.signalPauseSecondsMin });
  expect((await poll()).ids).toEqual(ids);
});

test('a system acknowledges nothing for another one', async () => {
  const other = await place.polled();
  const { userId } = await place.person(system, other);
  await place.deactivate(userId);
  await place.service.drainMail();
  const { ids } = await poll();
  await poll({ ack: ids }, basic(other));
  expect((await poll()).ids).toEqual(ids);
});

test.each([
  ['without authentication', ''],
  ['with a wrong secret', `Basic ${Buffer.from(`${randomUUID()}:wrong`).toString('base64')}`],
  ['with a session token', 'Bearer a.b.c'],
])('nobody polls %s', async (_, authorization) => {
  const { status, answer } = await poll({}, authorization);
  expect(status).toBe(401);
  expect(answer.error).toBe('invalid_client');
});

test.each([
  [{ maxEvents: -1 }],
  [{ ack: 'all' }],
  [{ ack: Array.from({ length: limit.signalAcknowledgedMax + 1 }, () => 'a') }],
  [{ setErrs: { a: 'b' } }],
])('%j is refused', async (body) => {
  expect(await poll(body)).toMatchObject({ status: 400, answer: { error: 'invalid_request' } });
});

test('unknown ids are ignored', async () => {
  const ack = ['', 'x', `${randomUUID()}.01ARZ3NDEKTSV4RRFFQ69G5FAV.0`, "'; drop"];
  expect((await poll({ ack })).status).toBe(200);
});

test('a system with a key proves its identity by a signed assertion', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const key = { kty: 'EC' as const, crv: 'P-256' as const, x: `${jwk.x}`, y: `${jwk.y}` };
  const signed = await changeSignals(
    place.admin,
    await register(place.admin, { authentication: 'private_key_jwt', keys: [key] }),
    { delivery: 'poll' },
  );
  const iat = Math.floor(place.service.clock.now() / 1_000);
  const claims = {
    ...{ iss: signed.systemId, sub: signed.systemId, jti: randomUUID() },
    ...{ iat, exp: iat + 60, aud: `${publicUrl}/api/openid/signals` },
  };
  const assertion = jwt.sign(claims, privateKey, { algorithm: 'ES256' });
  expect((await poll({}, `Bearer ${assertion}`)).status).toBe(200);
});

test('a system that is pushed to, or is disabled, cannot poll; one without proof cannot choose it', async () => {
  const pushed = await place.pushed();
  expect((await poll({}, basic(pushed))).status).toBe(400);
  const params = { systemId: system.systemId };
  await place.admin.disableSystem({ params, body: {}, ifMatch: system.etag });
  expect((await poll()).status).toBe(401);
  const open = await register(place.admin, { authentication: 'none' });
  await expect(changeSignals(place.admin, open, { delivery: 'poll' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a poll that may wait returns as soon as there is a signal', async () => {
  const { userId } = await place.person(system);
  const waiting = poll({ returnImmediately: false });
  await place.deactivate(userId);
  await place.service.drainMail();
  expect((await waiting).names).toEqual(['account-disabled']);
});

test('a system that is disabled while its poll waits gets nothing more', async () => {
  const { userId } = await place.person(system);
  const waiting = poll({ returnImmediately: false });
  await wait(200);
  const params = { systemId: system.systemId };
  await place.deactivate(userId);
  await place.admin.disableSystem({ params, body: {}, ifMatch: system.etag });
  await deliverSignal(place.service, system, userId);
  await fileWaiting(place.service.deps.store, { ...params, userId }, place.service.clock.iso);
  expect(await waiting).toMatchObject({ status: 401, answer: { error: 'invalid_client' } });
});

test('what waits for polls is pushed once the system is reachable, and the other way round', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.service.drainMail();
  const endpoint = place.receiver.uri;
  place.receiver.take();
  await changeSignals(place.admin, system, { delivery: 'push', endpoint });
  const catchUp = { kind: 'signals_of_everybody', systemId: system.systemId, who: 'known' };
  await place.service.handleMail('signals', catchUp, 1);
  await place.service.drainMail();
  expect(place.receiver.names()).toEqual(['account-disabled']);
  await changeSignals(place.admin, system, { delivery: 'none' });
  await place.restore(userId);
  await place.service.drainMail();
  await changeSignals(place.admin, system, { delivery: 'poll' });
  await place.service.handleMail('signals', catchUp, 1);
  await place.service.drainMail();
  expect((await poll()).names).toEqual(['account-enabled']);
  expect(place.receiver.take()).toEqual([]);
});
