/** Promise: an e-mail that fails delays no others, and operators learn when no e-mail is sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWaiting } from '../../src/store/waiting-mails.ts';
import { poisonOf, workQueues } from '../../src/store/work-queues.ts';
import { renew } from '../faults/around.ts';
import { always, countOf, got, order, recover, tell } from '../samples/mail-trouble.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { person } from '../samples/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.service.stop());

const waiting = async () => (await readWaiting(world.service.deps.store)).mails.length;

async function retryAfter(minutes: number): Promise<void> {
  world.service.clock.advance({ minutes });
  await world.service.runTimer('repair');
}

test("L3: an e-mail that waits delays nobody else's once the service works again", async () => {
  const { service } = world;
  const [first, second] = [await person(world), await person(world)];
  await order(service, { status: 500, times: 1 });
  const told = [await tell(world, first)];
  await service.drainMail();
  told.push(await tell(world, second));
  await service.drainMail();
  expect(await waiting()).toBe(2);
  await retryAfter(2);
  expect([...got(world, first), ...got(world, second)]).toEqual(told);
});

test('L3: an e-mail that fails while others are sent is retried ever more rarely, without an outage', async () => {
  const { service } = world;
  const [bad, good] = [await person(world), await person(world)];
  await order(service, { status: 500, times: always, to: bad.email });
  const kept = await tell(world, bad);
  await service.drainMail();
  const told = [await tell(world, good)];
  await service.drainMail();
  await retryAfter(2);
  expect([await waiting(), got(world, good)]).toEqual([1, told]);
  for (let minute = 0; minute < 20; minute += 2) {
    told.push(await tell(world, good));
    await service.drainMail();
    expect(got(world, good)).toEqual(told);
    await retryAfter(2);
  }
  expect(countOf(service, 'mail_refused')).toBeLessThan(9);
  expect(countOf(service, 'mail_outage')).toBe(0);
  await recover(service);
  await retryAfter(12);
  expect(got(world, bad)).toEqual([kept]);
});

test('L3: what the service rejects permanently is set aside, and the e-mails behind it are sent', async () => {
  const { service } = world;
  const known = await person(world);
  await order(service, { status: 503, times: 2 });
  await tell(world, known);
  const second = await tell(world, known);
  await service.drainMail();
  await recover(service);
  await order(service, { status: 400, times: 1 });
  await retryAfter(2);
  expect(got(world, known)).toEqual([second]);
  expect(countOf(service, 'mail_poisoned')).toBe(1);
  const poison = await service.deps.store.queue(poisonOf(workQueues.now));
  expect((await poison.getProperties()).approximateMessagesCount).toBe(1);
  await poison.clearMessages();
});

test("L3: readiness and the service's state report since when no e-mail has been sent", async () => {
  const { service, admin } = world;
  await order(service, { status: 503, times: always });
  await renew(world, {});
  await tell(world, await person(world));
  const since = service.clock.iso;
  await service.drainMail();
  expect((await admin.readServiceState()).mail).toEqual({ waiting: await waiting() });
  for (let run = 0; run < 8; run++) await retryAfter(2);
  for (const timer of ['repair', 'firstAdministrator', 'mailOutcomes'] as const)
    await service.runTimer(timer);
  await renew(world, {});
  const mail = { waiting: await waiting(), notSentSince: since };
  expect((await admin.readServiceState()).mail).toEqual(mail);
  await expect(service.client().ready()).rejects.toMatchObject({
    faults: [
      { field: 'mail', message: `no e-mail has gone out since ${since}; ${mail.waiting} waiting` },
    ],
  });
  expect(mail.waiting).toBeGreaterThan(0);
  expect(countOf(service, 'mail_outage')).toBeGreaterThan(0);
  await recover(service);
  await retryAfter(12);
  expect((await admin.readServiceState()).mail).toEqual({ waiting: 0 });
  expect(await service.client().ready()).toEqual({ status: 'ok' });
});
