/** Valid inputs and crash samples of the routes for the service itself. */
import { Buffer } from 'node:buffer';
import type { serviceEndpoints } from '../../src/api/service.ts';
import type { Client } from '../../src/client/client.ts';
import { poisonOf, workQueues } from '../../src/store/work-queues.ts';
import type { Inputs, Place } from './input.ts';
import type { Sample, Samples } from './sample.ts';
import { as, happen, person } from './world.ts';

export const serviceInputs = {
  readServiceState: () => ({}),
  listPoison: () => ({}),
  retryPoison: ({ sessionId }: Place) => ({ path: { messageId: sessionId } }),
  dropPoison: ({ sessionId }: Place) => ({ path: { messageId: sessionId } }),
  retryAllPoison: () => ({}),
  dropAllPoison: () => ({}),
} satisfies Inputs<typeof serviceEndpoints>;

/** An e-mail in a poison queue, as left by the host. */
const poisoned = (verb: (admin: Client, messageId: string) => Promise<unknown>): Sample => ({
  again: 'finishes',
  apart: true,
  hides: true,
  leaves: { lines: /^journal .*"kind":"mail_(retried|dropped)"/, since: 'the attempt is recorded' },
  async arrange(world) {
    const { userId, about } = await person(world);
    const { eventId } = await happen(world, userId, 'password_changed');
    const message = { userId, eventId, template: 'password_changed' };
    const text = Buffer.from(JSON.stringify(message)).toString('base64');
    const poison = await world.service.deps.store.queue(poisonOf(workQueues.now));
    const { messageId } = await poison.sendMessage(text);
    return {
      about,
      async work(on) {
        const client = as(on, world.admin);
        const { items } = await client.listPoison();
        if (items.length > 0) await verb(client, messageId);
      },
    };
  },
});

export const serviceSamples = {
  retryPoison: poisoned((admin, messageId) =>
    admin.retryPoison({ params: { messageId }, body: {} }),
  ),
  dropPoison: poisoned((admin, messageId) => admin.dropPoison({ params: { messageId } })),
  retryAllPoison: poisoned((admin) => admin.retryAllPoison({ body: {} })),
  dropAllPoison: poisoned((admin) => admin.dropAllPoison()),
} satisfies Samples<typeof serviceEndpoints>;
