/** Promise: each e-mail is sent once, however the queue delivers and the e-mail service fails. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { inParallel } from '../../src/store/in-parallel.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { settleDown } from '../samples/settle-down.ts';
import { beside, happen, person } from '../samples/world.ts';
import { openChance } from '../simulate/chance.ts';
import { checkAll } from './around.ts';
import { deliver, takeAll } from './deliver.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
process.stdout.write(`queue faults: seed ${seed}\n`);

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
process.on('unhandledRejection', note);
afterAll(() => void process.off('unhandledRejection', note));

async function order(world: World, fault: object): Promise<void> {
  const { url } = world.service.mailbox;
  await fetch(`${url}/mailbox/faults`, { method: 'POST', body: JSON.stringify(fault) });
}

/** @param patience whether the service asks to wait as well */
async function trouble(world: World, patience: boolean): Promise<void> {
  await fetch(`${world.service.mailbox.url}/mailbox/faults`, { method: 'DELETE' });
  await order(world, { status: 500, times: 2 });
  if (patience) await order(world, { status: 429, retryAfterSeconds: 1, times: 4 });
  await order(world, { status: 503, times: 1 });
}

/** Causes e-mails of every kind: to one, to several, with a follow-up, and on request. */
async function muchHappens(world: World): Promise<string[]> {
  const { admin, organizationId, service } = world;
  const invited: string[] = [];
  for (let count = 0; count < 12; count++) {
    const email = `${randomUUID()}@espoo.fi`;
    const names = { firstName: 'Uusi', lastName: 'Ihminen', language: 'fi' } as const;
    const body = { ...names, email, organizationId, role: 'expert' } as const;
    await admin.createInvitation({ body });
    invited.push(email);
    const known = await person(world);
    await service.client().forgotPassword({ body: { email: known.email } });
    const { etag } = await admin.readUser({ params: { userId: known.userId } });
    await admin.deactivateUser({ params: { userId: known.userId }, body: {}, ifMatch: etag });
    const asking = await person(world);
    const mails = [{ template: 'address_change_requested', queue: 'now' as const }];
    const link = { link: 'address_change', email: `${randomUUID()}@espoo.fi` } as const;
    await happen(world, asking.userId, 'address_change_requested', { ...link, effects: { mails } });
  }
  return invited;
}

describe.concurrent('the queue and the mail service', () => {
  test('messages delivered twice, in any order, to two processes send each e-mail once', async () => {
    const world = await openWorld();
    const chance = openChance(seed);
    const other = await beside(world.service);
    const invited = await muchHappens(world);
    let delivered = 0;
    const each = 2 * 4 * 12;
    while (delivered < each) {
      const messages = await takeAll(world.service);
      const twice = [...messages, ...messages].map((message) => ({ message, at: chance.next() }));
      delivered += twice.length;
      const shuffled = twice.sort((a, b) => a.at - b.at);
      for (const queue of ['now', 'later']) {
        await trouble(world, queue === 'now');
        const own = shuffled.filter(({ message }) => message.queue === queue);
        await inParallel(own, 8, ({ message }) =>
          deliver(chance.happens(0.5) ? world.service : other, message),
        );
      }
    }
    await fetch(`${world.service.mailbox.url}/mailbox/faults`, { method: 'DELETE' });
    world.service.clock.advance({ seconds: limit.mailProbeSecondsMax });
    await settleDown(world);
    for (const email of invited) expect(world.service.mailbox.messages(email)).toHaveLength(1);
    await checkAll(world, {});
    expect(unhandled).toEqual([]);
    await other.stop();
    await world.service.stop();
  });
});
