/**
 * Promise: a lifecycle run that deactivates people whom two systems know costs one message for each
 * notification, and does not notice that one of the systems hangs.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../src/policy/lifecycle.ts';
import { startCountingProxy } from '../support/counting-proxy.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';
import type { Registered } from '../support/systems.ts';
import { openToldPlace, type ToldPlace } from '../support/told-system.ts';

const people = 5;
/** For each system: the session there ends, and the account is disabled. */
const messagesEach = 4;

/** The same service through the proxy: only its run is counted. */
let counted: Service;
let proxy: Awaited<ReturnType<typeof startCountingProxy>>;
let place: ToldPlace;

beforeAll(async () => {
  place = await openToldPlace();
  proxy = await startCountingProxy(place.service.connectionString);
  const { connectionString } = proxy;
  counted = await startService({ ...place.service, connectionString });
});
afterAll(async () => {
  proxy.stop();
  await counted.close();
  await place.stop();
});

/** People who have entered the systems, and whose employment ends today. */
async function ending(...systems: readonly Registered[]): Promise<void> {
  const employmentEndsOn = dayOf(place.service.clock.iso);
  for (let count = 0; count < people; count++) {
    const { userId } = await place.person(...systems);
    const ifMatch = await place.etagOf(userId);
    const params = { userId };
    await place.admin.changeUser({ params, body: { employmentEndsOn }, ifMatch });
  }
  await place.service.drainMail();
  place.receiver.take();
}

async function run() {
  place.service.clock.advance({ days: 1 });
  const began = performance.now();
  let counts = {};
  const { requests, toQueues } = await proxy.count(async () => {
    counts = await counted.runTimer('lifecycle');
  });
  expect(counts).toMatchObject({ deactivated: people, failed: 0 });
  return { requests, toQueues, seconds: (performance.now() - began) / 1_000 };
}

test('a run costs one message for each notification, even while a system hangs', async () => {
  await ending();
  const alone = await run();
  await place.admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
  const [system, hanging] = [await place.pushed(), await place.pushed()];
  await ending(system, hanging);
  place.receiver.answerWith((response, { aud }) => {
    if (aud !== hanging.systemId) response.writeHead(202).end();
  });
  const known = await run();
  const said = [alone, known].map(
    ({ requests, toQueues, seconds }) =>
      `${requests} requests, ${toQueues} to queues, ${seconds.toFixed(1)} s`,
  );
  process.stdout.write(`${people} people deactivated: ${said[0]}; known to two: ${said[1]}\n`);
  expect(place.receiver.take()).toEqual([]);
  expect(known.toQueues - alone.toQueues).toBe(people * messagesEach);
  expect(known.requests - alone.requests).toBeLessThanOrEqual(people * messagesEach);
  await place.service.drainMail();
  const told = place.receiver.take().filter(({ aud }) => aud === system.systemId);
  expect(told).toHaveLength(people);
}, 120_000);
