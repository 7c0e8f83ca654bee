/** Promise: an administrator can see, retry or drop e-mails that failed permanently, on record. */
import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { poisonOf, workQueues } from '../../src/store/work-queues.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let userId: string;

const queue = (name: string) => service.deps.store.queue(name);

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
});

afterAll(() => service.stop());

/** Sets a message aside as the host does: the same text in the poison queue. */
beforeEach(async () => {
  await service.drainMail();
  const poison = await queue(poisonOf(workQueues.now));
  await poison.clearMessages();
  const { organizationId } = await admin.me();
  const names = { firstName: 'Aino', lastName: 'Virtanen', language: 'en' } as const;
  const email = `${randomUUID()}@espoo.fi`;
  const body = { ...names, email, organizationId, role: 'expert' } as const;
  ({ userId } = await admin.createInvitation({ body }));
  const work = await queue(workQueues.now);
  const [message] = (await work.receiveMessages()).receivedMessageItems;
  if (!message) throw new Error('no e-mail is in the queue');
  await work.deleteMessage(message.messageId, message.popReceipt);
  await poison.sendMessage(message.messageText);
  await poison.sendMessage(Buffer.from('{"firstName":"Aino"}').toString('base64'));
  await poison.sendMessage('not even base64 {');
});

async function listed() {
  const { items } = await admin.listPoison();
  const [mine] = items.filter((item) => item.userId === userId);
  if (!mine) throw new Error('the e-mail is not listed');
  return { items, mine, others: items.filter((item) => item !== mine) };
}

test('all are listed by ids only, and unreadable ones without any content', async () => {
  const { items, mine, others } = await listed();
  expect(items).toHaveLength(3);
  expect(mine).toMatchObject({ queue: 'now', template: 'invitation', userId });
  for (const other of others)
    expect(Object.keys(other).sort()).toEqual(['messageId', 'queue', 'setAsideAt']);
  expect(JSON.stringify(items)).not.toMatch(/Aino|espoo/);
});

test('a retried one is sent once; the others stay, and settling it again is refused', async () => {
  const { mine, others } = await listed();
  const before = service.mailbox.messages().length;
  await admin.retryPoison({ params: { messageId: mine.messageId }, body: {} });
  await service.drainMail();
  expect(service.mailbox.messages()).toHaveLength(before + 1);
  const left = (await admin.listPoison()).items.map(({ messageId }) => messageId);
  expect(left.sort()).toEqual(others.map(({ messageId }) => messageId).sort());
  const again = admin.retryPoison({ params: { messageId: mine.messageId }, body: {} });
  await expect(again).rejects.toMatchObject({ code: 'not_found' });
  const { items } = await admin.listEvents({ query: { kind: 'mail_retried' } });
  expect(items).toMatchObject([
    { subjectId: userId, data: { queue: 'now', template: 'invitation' } },
  ]);
});

test('a dropped one is deleted and never sent, and both actions leave an event', async () => {
  const { items } = await listed();
  const before = service.mailbox.messages().length;
  for (const { messageId } of items) await admin.dropPoison({ params: { messageId } });
  await service.drainMail();
  expect((await admin.listPoison()).items).toEqual([]);
  expect(service.mailbox.messages()).toHaveLength(before);
  const events = (await admin.listEvents({ query: { kind: 'mail_dropped' } })).items;
  const templates = events.map(({ data }) => data['template']);
  expect(templates.sort()).toEqual(['invitation', 'unreadable', 'unreadable']);
});

test('L3: one action retries all, each on record', async () => {
  const { others } = await listed();
  const before = service.mailbox.messages().length;
  expect(await admin.retryAllPoison({ body: {} })).toEqual({ settled: 3, left: 0 });
  expect((await admin.listPoison()).items).toEqual([]);
  // An unreadable message is not an e-mail; it would be set aside again.
  const work = await queue(workQueues.now);
  const { receivedMessageItems } = await work.receiveMessages({ numberOfMessages: 32 });
  expect(receivedMessageItems).toHaveLength(1 + others.length);
  await work.clearMessages();
  const texts = receivedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64'));
  const mine = texts.map(String).find((text) => text.includes(userId));
  await service.handleMail('now', JSON.parse(mine ?? ''), 1);
  expect(service.mailbox.messages()).toHaveLength(before + 1);
  const { items } = await admin.listEvents({ query: { kind: 'mail_retried' } });
  expect(items.filter(({ subjectId }) => subjectId === userId)).toHaveLength(1);
});

test('L3: one action drops more than a single storage request returns', async () => {
  const poison = await queue(poisonOf(workQueues.later));
  const text = Buffer.from('{"template":"invitation"}').toString('base64');
  await Promise.all(Array.from({ length: 40 }, () => poison.sendMessage(text)));
  expect(await admin.dropAllPoison()).toEqual({ settled: 43, left: 0 });
  expect((await admin.listPoison()).items).toEqual([]);
});

test('the state reports how much waits, what was set aside, and which timer is late', async () => {
  await service.runTimer('repair');
  const { queues, timers } = await admin.readServiceState();
  expect(queues).toEqual([
    { queue: 'mail-now', waiting: 0, poisoned: 3 },
    { queue: 'mail-later', waiting: 0, poisoned: 0 },
    { queue: 'signals', waiting: 0, poisoned: 0 },
  ]);
  const repair = () => timers.find(({ timer }) => timer === 'repair');
  expect(repair()).toEqual({ timer: 'repair', ranAt: service.clock.iso, late: false });
  service.clock.advance({ minutes: 31 });
  const later = await service.client();
  await later.signIn({
    body: { email: 'first.admin@example.fi', password: goodPassword },
  });
  const state = await later.readServiceState();
  expect(state.timers.find(({ timer }) => timer === 'repair')?.late).toBe(true);
});
