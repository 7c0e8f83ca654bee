/** Promise: a newer release's queue messages wait for it, neither consumed nor poisoned. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limit } from '../../src/policy/limits.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { openWorld, type World } from '../samples/open-world.ts';
import { happen, type Known, person } from '../samples/world.ts';
import { addNewerRelease, type Newer } from './newer.ts';
import { newerMessages } from './newer-messages.ts';

type Sent = { message: unknown; delaySeconds: number; livesSeconds: number | undefined };

let world: World;
let newer: Newer;
let known: Known;

beforeAll(async () => {
  world = await openWorld();
  known = await person(world);
  await world.service.drainMail();
  newer = await addNewerRelease(world.service);
});

afterAll(() => world.service.stop());

/** Captures messages that the work sends to the queue, including invisible ones. */
async function sentBy(queue: 'now' | 'later', work: () => Promise<void>): Promise<Sent[]> {
  const client = await world.service.deps.store.queue(workQueues[queue]);
  const sent: Sent[] = [];
  const original = client.sendMessage;
  client.sendMessage = (text, options) => {
    const message: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    const { visibilityTimeout = 0, messageTimeToLive } = options ?? {};
    sent.push({ message, delaySeconds: visibilityTimeout, livesSeconds: messageTimeToLive });
    return original.call(client, text, options);
  };
  try {
    await work();
  } finally {
    client.sendMessage = original;
  }
  return sent;
}

/** A placeholder id for test names; the real messages have the person's id. */
const somebody = '7d8f2c1e-0000-8000-8000-00000000000a';
const cases = (['now', 'later'] as const).flatMap((queue) =>
  newerMessages(somebody, 1_772_438_400_000).map((message) => {
    return { queue, text: JSON.stringify(message) };
  }),
);

test.each(cases)(
  '$queue: $text is put back with a delay at the first and the last attempt',
  async ({ queue, text }) => {
    const message: unknown = JSON.parse(text.replaceAll(somebody, known.userId));
    const mailsBefore = world.service.mailbox.messages().length;
    for (const dequeueCount of [1, limit.queueTriesMax]) {
      const sent = await sentBy(queue, () =>
        world.service.handleMail(queue, message, dequeueCount),
      );
      expect(sent).toEqual([
        {
          message,
          delaySeconds: expect.any(Number),
          livesSeconds: limit.newerMessageDays * 86_400,
        },
      ]);
      expect(sent[0]?.delaySeconds).toBeGreaterThan(0);
    }
    expect(world.service.mailbox.messages()).toHaveLength(mailsBefore);
  },
);

test('none of them counts as a failed e-mail, and nothing is lost', async () => {
  const account = await loadAccount(world.service.deps.store, known.userId);
  expect(account?.row.mailFailedAt).toBeUndefined();
  expect(world.service.logs.filter((line) => line.includes('mail_poisoned'))).toEqual([]);
  expect(await newer.lost()).toEqual([]);
});

test('an e-mail that this release knows is still sent', async () => {
  const { eventId } = await happen(world, known.userId, 'password_changed');
  const message = { userId: known.userId, eventId, template: 'password_changed' };
  const sent = await sentBy('now', () => world.service.handleMail('now', message, 1));
  expect(sent).toEqual([]);
  expect(world.service.mailbox.messages(known.email)).toHaveLength(1);
});
