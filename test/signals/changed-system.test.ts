/**
 * Promise: what an administrator changes about a system holds at once, in every process: a disabled
 * system gets nothing, a mended one gets everything, and nothing is lost between the two.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { earlierBy, laterBy } from '../../src/policy/time.ts';
import { putOutage } from '../../src/store/systems.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { startService } from '../support/harness.ts';
import type { Registered } from '../support/systems.ts';
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
  place.receiver.answerWith();
  system = await place.pushed();
  await empty();
  place.receiver.take();
});

const empty = async () =>
  (await place.service.deps.store.queue(workQueues.signals)).clearMessages();
async function disable({ systemId }: Registered) {
  const params = { systemId };
  const { etag } = await place.admin.readSystem({ params });
  await place.admin.disableSystem({ params, body: {}, ifMatch: etag });
}

/** A process that has just read the systems. */
async function another() {
  const other = await startService(place.service);
  await other.deps.systems.load(other.clock.iso);
  return other;
}

test('a process that still knows a system as enabled sends nothing once it is disabled', async () => {
  const { userId } = await place.person(system);
  const other = await another();
  await disable(system);
  await place.deactivate(userId);
  await deliverSignal(other, system, userId);
  expect(place.receiver.take()).toEqual([]);
  await other.close();
});

test('a process that still knows a system as not to be told loses no signal', async () => {
  await changeSignals(place.admin, system, { delivery: 'none' });
  const { userId } = await place.person(system);
  const other = await another();
  const endpoint = place.receiver.uri;
  await changeSignals(place.admin, system, { delivery: 'push', endpoint });
  await place.deactivate(userId);
  await deliverSignal(other, system, userId);
  expect(place.receiver.names()).toEqual(['account-disabled']);
  await other.close();
});

test('a system that is disabled while it is being told gets no more', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await place.restore(userId);
  await place.deactivate(userId);
  await empty();
  place.receiver.answerWith(async (response) => {
    await disable(system);
    response.writeHead(202).end();
  });
  await deliverSignal(place.service, system, userId);
  expect(place.receiver.names()).toEqual(['account-disabled']);
});

test('after its address was mended, a system that was left alone is told at once', async () => {
  const { userId } = await place.person(system);
  await place.deactivate(userId);
  await empty();
  const now = place.service.clock.iso;
  const outage = { failures: 9, since: earlierBy(now, 60_000), until: laterBy(now, 900_000) };
  await putOutage(place.service.deps, system.systemId, outage);
  await deliverSignal(place.service, system, userId);
  expect(place.receiver.take()).toEqual([]);
  const endpoint = `${place.receiver.uri}/mended`;
  await changeSignals(place.admin, system, { delivery: 'push', endpoint });
  await place.service.drainMail();
  expect(place.receiver.names()).toEqual(['account-disabled']);
  const params = { systemId: system.systemId };
  expect(await place.admin.listSignals({ params, query: {} })).toEqual({ items: [] });
});

test('many signals about one person arrive in order, a few for each message', async () => {
  const { userId } = await place.person(system);
  const rounds = limit.signalsPerMessageMax / 2 + 1;
  for (let round = 0; round < rounds; round++) {
    await place.deactivate(userId);
    await place.restore(userId);
  }
  await empty();
  await deliverSignal(place.service, system, userId);
  const first = place.receiver.names();
  expect(first).toHaveLength(limit.signalsPerMessageMax);
  await deliverSignal(place.service, system, userId);
  const names = [...first, ...place.receiver.names()];
  const round = ['account-disabled', 'account-enabled'];
  expect(names).toEqual(Array.from({ length: rounds }, () => round).flat());
});
