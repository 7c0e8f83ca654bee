/**
 * Promise: the former mailbox hears of a change of address, of the request and of the change itself,
 * whenever the messages go out; and the former address is forgotten as soon as it has been told.
 */
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailFailed } from '../../src/accounts/mail-failed.ts';
import type { Client } from '../../src/client/client.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import {
  firstAdministrator,
  goodPassword,
  type Service,
  startService,
} from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  const body = { name: 'Espoo', language: 'fi' } as const;
  ({ organizationId } = await admin.createOrganization({ body }));
});

afterAll(() => service.stop());

// The clock moves on, and sessions end.
beforeEach(async () => {
  await admin.signIn({ body: { email: firstAdministrator, password: goodPassword } });
});

const requested = 'A change of your e-mail address was requested';
const changed = 'Your e-mail address was changed';

const subjectsTo = (address: string) =>
  service.mailbox.messages(address).map(({ subject }) => subject);

const countOf = (address: string, subject: string) =>
  subjectsTo(address).filter((each) => each === subject).length;

const join = (email: string) => service.join(admin, email, organizationId, 'editor');

/** @returns the token that was sent to the new address */
async function request(client: Client, email: string): Promise<string> {
  await client.requestAddressChange({ body: { email, currentPassword: goodPassword } });
  return service.tokenFor(email);
}

const confirm = (token: string) => service.client().confirmAddressChange({ body: { token } });

async function formerOf(userId: string): Promise<string[]> {
  const account = await loadAccount(service.deps.store, userId);
  return (account?.formerAddresses ?? []).map(({ email }) => email).sort();
}

test('S5, R06: the former address is told of the request and of the change, the new one of neither', async () => {
  const { userId, client } = await join('first@espoo.fi');
  await confirm(await request(client, 'second@espoo.fi'));
  expect(await formerOf(userId)).toEqual(['first@espoo.fi']);
  await service.drainMail();
  expect(countOf('first@espoo.fi', requested)).toBe(1);
  expect(countOf('first@espoo.fi', changed)).toBe(1);
  expect(subjectsTo('second@espoo.fi')).toEqual(['Confirm your new e-mail address']);
  expect(await formerOf(userId)).toEqual([]);
});

test('R06: the message about the request says how to cancel it, and names no new address', async () => {
  const { client } = await join('asks@espoo.fi');
  await request(client, 'wanted@espoo.fi');
  const text = service.mailbox.messages('asks@espoo.fi')[0]?.text ?? '';
  expect(text).toContain('cancel the change on the page My account');
  expect(text).toContain('set a new password');
  expect(text).not.toContain('wanted@espoo.fi');
});

test('R06: of two changes in a row, each former address is told of its own', async () => {
  const { userId, client } = await join('one@espoo.fi');
  const { deps } = service;
  await confirm(await request(client, 'two@espoo.fi'));
  // The message about the first change is still waiting when the second one is confirmed.
  const waiting = await takeMessages();
  service.clock.advance({ minutes: 1 });
  await confirm(await request(client, 'three@espoo.fi'));
  expect(await formerOf(userId)).toEqual(['one@espoo.fi', 'two@espoo.fi']);
  for (const message of waiting) await service.handleMail('now', message, 1);
  expect(await formerOf(userId)).toEqual(['two@espoo.fi']);
  await service.drainMail();
  expect(await formerOf(userId)).toEqual([]);
  expect(countOf('one@espoo.fi', changed)).toBe(1);
  expect(countOf('two@espoo.fi', changed)).toBe(1);
  expect(countOf('three@espoo.fi', changed)).toBe(0);
  expect((await loadAccount(deps.store, userId))?.person?.email).toBe('three@espoo.fi');
});

test('R06: a late message about a request goes to the address of that time, or to nobody', async () => {
  const { client } = await join('before@espoo.fi');
  const first = { email: 'never@espoo.fi', currentPassword: goodPassword };
  await client.requestAddressChange({ body: first });
  const waiting = await takeMessages();
  service.clock.advance({ minutes: 1 });
  const token = await request(client, 'after@espoo.fi');
  service.clock.advance({ minutes: 1 });
  await confirm(token);
  for (const message of waiting) await service.handleMail('now', message, 1);
  await service.drainMail();
  expect(countOf('before@espoo.fi', requested)).toBe(2);
  expect(subjectsTo('after@espoo.fi')).toEqual(['Confirm your new e-mail address']);
});

test('R06: a message that comes twice is sent once, and leaves no former address', async () => {
  const { userId, client } = await join('twice@espoo.fi');
  await confirm(await request(client, 'once@espoo.fi'));
  const waiting = await takeMessages();
  for (const message of [...waiting, ...waiting]) await service.handleMail('now', message, 1);
  expect(countOf('twice@espoo.fi', changed)).toBe(1);
  expect(await formerOf(userId)).toEqual([]);
});

test('R06: a former address that nobody could tell goes with the next event after its time', async () => {
  const { userId, client } = await join('silent@espoo.fi');
  await confirm(await request(client, 'spoken@espoo.fi'));
  await takeMessages();
  service.clock.advance({ days: 15 });
  await client.signIn({ body: { email: 'spoken@espoo.fi', password: goodPassword } });
  expect(await formerOf(userId)).toEqual([]);
});

test('R06: erasing forgets a former address, and the message finds nobody', async () => {
  const { userId, client } = await join('leaving@espoo.fi');
  await confirm(await request(client, 'left@espoo.fi'));
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  await admin.eraseUser({ params, body: { confirm: 'erase' }, ifMatch: etag });
  await service.drainMail();
  expect(await formerOf(userId)).toEqual([]);
  expect(countOf('leaving@espoo.fi', changed)).toBe(0);
});

test('R06: a bounce at another address than the present one is no failure of the account', async () => {
  const { userId, client } = await join('bounces@espoo.fi');
  const before = ulid(service.clock.now());
  service.clock.advance({ minutes: 1 });
  const token = await request(client, 'arrives@espoo.fi');
  const failed = (eventId: string, template: string) =>
    mailFailed(service.deps, { userId, eventId, template }, service.clock.iso);
  const failedAt = async () => (await admin.readUser({ params: { userId } })).mailFailedAt;
  await failed(ulid(service.clock.now()), 'address_change_confirm');
  expect(await failedAt()).toBeUndefined();
  await failed(before, 'password_changed');
  expect(await failedAt()).toBeDefined();
  service.clock.advance({ minutes: 1 });
  await confirm(token);
  expect(await failedAt()).toBeUndefined();
  await failed(before, 'role_changed');
  expect(await failedAt()).toBeUndefined();
});

/** What waits to be sent at once, taken out of the queue. */
async function takeMessages(): Promise<unknown[]> {
  const queue = await service.deps.store.queue('mail-now');
  const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
  for (const { messageId, popReceipt } of receivedMessageItems)
    await queue.deleteMessage(messageId, popReceipt);
  return receivedMessageItems.map(({ messageText }): unknown =>
    JSON.parse(Buffer.from(messageText, 'base64').toString()),
  );
}
