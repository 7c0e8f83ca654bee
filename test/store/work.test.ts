/** Promise: the previous release can read queued work; this one reads it with or without a kind. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putWork, readWork, type Work } from '../../src/store/work.ts';
import { workQueues } from '../../src/store/work-queues.ts';
import { type Service, startService } from '../support/harness.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

const [userId, aboutId, importId, eventId] = [randomUUID(), randomUUID(), randomUUID(), ulid()];
const emailHash = 'f'.repeat(64);
const mail = { userId, eventId, template: 'password_changed' };

const written: [name: string, work: Work, message: object][] = [
  ['a mail', { kind: 'mail', ...mail }, mail],
  ['a mail about another', { kind: 'mail', ...mail, aboutId }, { ...mail, aboutId }],
  [
    'a mail to several',
    { kind: 'mail', ...mail, to: 'administrators' },
    { ...mail, to: 'administrators' },
  ],
  [
    'a forgotten password',
    { kind: 'password_reset', emailHash, eventId },
    { userId: emailHash, eventId, template: 'reset_requested' },
  ],
  ['an import', { kind: 'import', importId }, { importId }],
];

test.each(written)(
  '%s is written without its kind, and read with or without it',
  async (_, work, message) => {
    expect(await sent(work)).toEqual(message);
    expect(readWork(message)).toEqual(work);
    expect(readWork(work)).toEqual(work);
  },
);

test.each([
  ['a kind of a newer release', { kind: 'signal', importId }],
  ['a field of a newer release', { ...mail, priority: 'high' }],
  ['a field of a newer release beside a kind', { kind: 'import', importId, pace: 'slow' }],
  ['the fields of another kind', { kind: 'mail', importId }],
  ['a kind that is no text', { kind: null, importId }],
  ['an import that is a mail too', { importId, ...mail }],
  ['a list', [mail]],
  ['a text', 'hello'],
  ['nothing', undefined],
])('%s is not read', (_, message) => {
  expect(readWork(message)).toBeUndefined();
});

/** @returns the queued message, which it removes */
async function sent(work: Work): Promise<unknown> {
  await putWork(service.deps.store, 'now', work);
  const queue = await service.deps.store.queue(workQueues.now);
  const { receivedMessageItems } = await queue.receiveMessages();
  await queue.clearMessages();
  const texts = receivedMessageItems.map(({ messageText }) => messageText);
  return JSON.parse(Buffer.from(texts.join(), 'base64').toString('utf8'));
}
