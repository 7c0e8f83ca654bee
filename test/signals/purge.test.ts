/**
 * Promise: an erasure is complete once every system that knew the person has acknowledged it, and the
 * certificate names each of them; the person sees before that which systems know them.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publicUrl } from '../support/harness.ts';
import { authorizationUrl, basic, enter, names, type Registered } from '../support/systems.ts';
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
  system = await place.pushed();
});
afterAll(() => place.stop());
beforeEach(() => {
  place.receiver.answerWith();
  place.receiver.take();
});

const certificate = (userId: string) => place.admin.readErasure({ params: { userId } });
const rowsOf = async (userId: string) => {
  const rows: Record<string, unknown>[] = [];
  const table = await place.service.deps.store.table('accounts');
  const filter = `PartitionKey eq '${userId}' and RowKey lt 'event'`;
  for await (const row of table.listEntities({ queryOptions: { filter } })) rows.push(row);
  return rows;
};

test('the certificate says what is missing, and then who acknowledged and when', async () => {
  const poller = await place.polled();
  const { userId } = await place.person(system, poller);
  await place.erase(userId);
  expect(await certificate(userId)).toMatchObject({ complete: false });
  await place.service.drainMail();
  const known = (state: string, { systemId }: Registered) => ({ systemId, name: names, state });
  const half = await certificate(userId);
  expect(half.complete).toBe(false);
  expect(half.systems).toEqual(
    expect.arrayContaining([
      { ...known('acknowledged', system), acknowledgedAt: place.service.clock.iso },
      known('waiting', poller),
    ]),
  );
  const poll = (body: object) =>
    place.service.send(`${publicUrl}/api/openid/signals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic(poller) },
      body: JSON.stringify({ returnImmediately: true, ...body }),
    });
  const { sets } = await (await poll({})).json();
  await poll({ ack: Object.keys(sets) });
  const whole = await certificate(userId);
  expect(whole).toMatchObject({ complete: true, by: 'somebody_else' });
  expect(whole.systems.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged']);
});

test('what remains says nothing about when the person used which system', async () => {
  const { userId } = await place.person(system);
  await place.erase(userId);
  await place.service.drainMail();
  const left = await rowsOf(userId);
  expect(left.map(({ rowKey }) => rowKey)).toEqual([
    'account',
    `account.system.${system.systemId}`,
  ]);
  expect(Object.keys(left[1] ?? {}).sort()).toEqual(
    ['etag', 'part', 'partitionKey', 'purgedAt', 'rowKey', 'timestamp', 'told'].sort(),
  );
});

test('somebody whom no system has seen is erased at once', async () => {
  const { userId } = await place.person();
  await place.erase(userId);
  expect(await certificate(userId)).toMatchObject({ complete: true, systems: [] });
  expect((await rowsOf(userId)).map(({ rowKey }) => rowKey)).toEqual(['account']);
});

test('a system registered after the erasure began is not waited for', async () => {
  const { userId } = await place.person(system);
  await place.erase(userId);
  await place.pushed();
  await place.service.drainMail();
  const { complete, systems } = await certificate(userId);
  expect(complete).toBe(true);
  expect(systems.map(({ systemId }) => systemId)).toEqual([system.systemId]);
});

test('a disabled system is not waited for, but named; enabled again, it is told', async () => {
  const disabled = await place.pushed();
  const { userId } = await place.person(disabled);
  const params = { systemId: disabled.systemId };
  const { etag } = await place.admin.disableSystem({ params, body: {}, ifMatch: disabled.etag });
  await place.erase(userId);
  await place.service.drainMail();
  expect(await certificate(userId)).toMatchObject({
    complete: true,
    systems: [{ systemId: disabled.systemId, state: 'not_told' }],
  });
  await place.admin.enableSystem({ params, body: {}, ifMatch: etag });
  expect((await certificate(userId)).complete).toBe(false);
  const everybody = { kind: 'signals_of_everybody', systemId: disabled.systemId, who: 'known' };
  await place.service.handleMail('signals', everybody, 1);
  await place.service.drainMail();
  expect(place.receiver.names()).toEqual(['account-purged']);
  expect((await certificate(userId)).complete).toBe(true);
});

test('after a restore, everything since an instant is told again', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.service.drainMail();
  place.service.clock.advance({ minutes: 1 });
  const from = place.service.clock.iso;
  await place.restore(userId);
  await place.move(userId);
  await place.service.drainMail();
  const [, enabled, moved] = place.receiver.take();
  const params = { systemId: system.systemId };
  await place.admin.resendSignals({ params, body: { from } });
  await place.service.drainMail();
  await place.service.drainMail();
  const again = place.receiver.take().filter(({ jti }) => jti.startsWith(userId));
  expect(again.map(({ jti }) => jti)).toEqual([enabled?.jti, moved?.jti]);
  const { items } = await place.admin.listEvents({ query: { kind: 'signals_resent' } });
  expect(items).toMatchObject([{ data: { systemId: system.systemId, since: from } }]);
});

test('a system that was restored to before an erasure must acknowledge it again', async () => {
  const { userId } = await place.person(system);
  const from = place.service.clock.iso;
  place.service.clock.advance({ minutes: 1 });
  await place.deactivate(userId);
  await place.erase(userId);
  await place.service.drainMail();
  expect((await certificate(userId)).complete).toBe(true);
  place.receiver.take();
  place.receiver.answerStatus(400);
  const params = { systemId: system.systemId };
  await place.admin.resendSignals({ params, body: { from } });
  await place.service.drainMail();
  await place.service.drainMail();
  expect(place.receiver.names()).toContain('account-purged');
  expect(await certificate(userId)).toMatchObject({ complete: false });
  place.receiver.answerWith();
  await deliverSignal(place.service, system, userId, { failures: 1, filed: true });
  expect(place.receiver.names()).toEqual(['account-purged']);
  expect((await certificate(userId)).complete).toBe(true);
  place.service.clock.advance({ minutes: 1 });
  const later = place.service.clock.iso;
  await place.admin.resendSignals({ params, body: { from: later } });
  await place.service.drainMail();
  await place.service.drainMail();
  expect(place.receiver.take().filter(({ jti }) => jti.startsWith(userId))).toEqual([]);
});

test('nothing from before a person entered a system is told again', async () => {
  const { userId, client } = await place.person();
  const from = place.service.clock.iso;
  await place.move(userId);
  place.service.clock.advance({ minutes: 1 });
  await enter(client, authorizationUrl(system.systemId));
  await place.deactivate(userId);
  await place.service.drainMail();
  place.receiver.take();
  await place.admin.resendSignals({ params: { systemId: system.systemId }, body: { from } });
  await place.service.drainMail();
  await place.service.drainMail();
  const again = place.receiver.take().filter(({ jti }) => jti.startsWith(userId));
  expect(again.map(({ name }) => name)).toEqual(['account-disabled']);
});

test('nothing can be told again from an instant that is still to come', async () => {
  const from = new Date(place.service.clock.now() + 60_000).toISOString();
  const params = { systemId: system.systemId };
  await expect(place.admin.resendSignals({ params, body: { from } })).rejects.toMatchObject({
    code: 'invalid_input',
    faults: [{ field: 'body.from', message: 'must not be in the future', rule: 'past' }],
  });
});

test('what failed is sent again at once when an administrator says so', async () => {
  const failing = await place.pushed();
  const { userId } = await place.person(failing);
  place.receiver.answerStatus(400);
  await place.deactivate(userId);
  await place.service.drainMail();
  place.receiver.answerWith();
  place.receiver.take();
  const params = { systemId: failing.systemId };
  await place.admin.resendSignals({ params, body: {} });
  await place.service.drainMail();
  await place.service.drainMail();
  expect(place.receiver.names()).toEqual(['account-disabled']);
  const { items } = await place.admin.listSignals({ params, query: {} });
  expect(items).toEqual([]);
  // The message that waited for the next try has nothing left to do.
  await deliverSignal(place.service, failing, userId, { failures: 1, filed: true });
  expect(place.receiver.take()).toEqual([]);
  await changeSignals(place.admin, failing, { delivery: 'none' });
  await expect(place.admin.resendSignals({ params, body: {} })).rejects.toMatchObject({
    code: 'signals_off',
  });
});

test('my data names the systems that know me, and since when', async () => {
  const { client } = await place.person(system);
  const { systems } = await client.myData();
  expect(systems).toEqual([
    { systemId: system.systemId, name: names, since: expect.stringMatching(/^2026/) },
  ]);
});
